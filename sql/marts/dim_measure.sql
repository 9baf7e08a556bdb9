-- grain: one row per locality, measure
-- The measured parts of the plan's indicators, with the words they are shown by and who leads them.
with newest as (
    select
        t.locality_code,
        t.measure_code,
        t.target_kind
    from stg_target as t
    inner join stg_plan as p on t.locality_code = p.locality_code and t.year <= p.year
    qualify row_number() over (
            partition by t.locality_code, t.measure_code order by t.target_no desc
        ) = 1
)

select
    m.locality_code,
    m.measure_code,
    m.indicator_no,
    m.measure_name,
    m.short_name,
    m.unit_of_measure,
    m.measure_label,
    m.kind,
    m.pace,
    t.target_kind,
    m.numerator_kind,
    m.denominator_kind,
    m.calendar_code,
    m.lead_unit_code,
    u.unit_short_name as lead_unit_short_name,
    m.co_lead_unit_code,
    m.by_area,
    m.frequency,
    m.input,
    m.is_restricted,
    m.is_in_force,
    m.sort_order,
    m.wording,
    m.note
from stg_measure as m
left join stg_unit as u
    on m.locality_code = u.locality_code and m.lead_unit_code = u.unit_code
left join newest as t
    on m.locality_code = t.locality_code and m.measure_code = t.measure_code
