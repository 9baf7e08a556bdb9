-- grain: one row per locality, measure, period of the measure's calendar
-- What was asked of a measure in a period, and of whom: by the plan version in force when the
-- period ended. A measure is in its own calendar only, so another calendar's periods never mix in.
with leads as (
    select
        s.locality_code,
        s.plan_version,
        s.measure_code,
        min(case when s.role = 'lead' then s.unit_code end) as lead_unit_code,
        min(case when s.is_authority then s.unit_code end) as authority_unit_code
    from stg_assignment as s
    group by s.locality_code, s.plan_version, s.measure_code
)

select
    p.locality_code,
    m.measure_code,
    p.period_code,
    p.plan_version,
    m.kind,
    m.numerator_kind,
    m.denominator_kind,
    m.pace,
    m.frequency,
    m.input,
    m.unit_of_measure,
    m.may_be_negative,
    m.may_exceed,
    l.lead_unit_code,
    l.authority_unit_code
from stg_period as p
inner join ledger.plan_measure as m
    on
        p.locality_code = m.locality_code
        and p.plan_version = m.plan_version
        and p.calendar_code = m.calendar_code
left join leads as l
    on
        m.locality_code = l.locality_code
        and m.plan_version = l.plan_version
        and m.measure_code = l.measure_code
