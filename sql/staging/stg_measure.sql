-- grain: one row per locality, measure
-- Measures as the last version that knows them describes them, with the units that lead them then.
with latest as (
    select
        m.*,
        a.is_in_force
    from ledger.plan_measure as m
    inner join stg_adopted as a
        on m.locality_code = a.locality_code and m.plan_version = a.plan_version
    qualify row_number() over (
            partition by m.locality_code, m.measure_code order by a.precedence desc
        ) = 1
),

leads as (
    select
        s.locality_code,
        s.plan_version,
        s.measure_code,
        min(case when s.role = 'lead' then s.unit_code end) as lead_unit_code,
        min(case when s.role = 'co_lead' then s.unit_code end) as co_lead_unit_code,
        min(case when s.is_authority then s.unit_code end) as authority_unit_code
    from stg_assignment as s
    group by s.locality_code, s.plan_version, s.measure_code
)

select
    m.locality_code,
    m.measure_code,
    m.indicator_no,
    m.measure_name,
    m.short_name,
    m.unit_of_measure,
    m.measure_code || ' · ' || m.measure_name || case
        when m.kind = 'milestone' then ' (% tiêu chí)'
        when m.unit_of_measure <> '' then ' (' || m.unit_of_measure || ')'
        else ''
    end as measure_label,
    m.kind,
    m.numerator_kind,
    m.denominator_kind,
    m.pace,
    m.calendar_code,
    m.is_restricted,
    m.scale,
    m.by_area,
    m.frequency,
    m.input,
    m.wording,
    m.note,
    -- "Tổng dân số (người)": what it is called, and in brackets what it is counted in
    m.denominator_label,
    m.sort_order,
    m.is_in_force,
    l.lead_unit_code,
    l.co_lead_unit_code,
    l.authority_unit_code
from latest as m
left join leads as l
    on
        m.locality_code = l.locality_code
        and m.plan_version = l.plan_version
        and m.measure_code = l.measure_code
