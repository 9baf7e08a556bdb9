-- grain: one row per locality, measure, unit, period, area
-- Who was asked for a part, and what came. The areas, and whether and how a measure is broken down,
-- are those of the form that counts, else of the plan in force when the period ended. A yes is one
-- of one, so that parts add up to a rate; a rate that lacks one of its two numbers is no part.
with wholes as (
    select
        q.locality_code,
        q.measure_code,
        q.period_code,
        q.lead_unit_code as unit_code
    from stg_measure_period as q
    inner join stg_period as p
        on q.locality_code = p.locality_code and q.period_code = p.period_code
    cross join stg_run as r
    left join stg_value as v
        on
            q.locality_code = v.locality_code
            and q.measure_code = v.measure_code
            and q.period_code = v.period_code
            and q.lead_unit_code = v.unit_code
    left join ledger.submission as s on v.submission_id = s.submission_id
    inner join ledger.plan_measure as m
        on
            q.locality_code = m.locality_code
            and q.measure_code = m.measure_code
            and m.plan_version = coalesce(s.plan_version, p.plan_version)
    where
        m.by_area <> 'none'
        and (v.submission_id is not null or (p.is_owed and r.as_of > p.due_on))
    union
    select
        a.locality_code,
        a.measure_code,
        a.period_code,
        a.unit_code
    from stg_area_value as a
),

asked as (
    select
        w.*,
        coalesce(f.kind, m.kind) as kind,
        coalesce(f.by_area, m.by_area) as by_area,
        v.submission_id,
        coalesce(s.plan_version, p.plan_version) as plan_version
    from wholes as w
    inner join stg_measure as m
        on w.locality_code = m.locality_code and w.measure_code = m.measure_code
    inner join stg_period as p
        on w.locality_code = p.locality_code and w.period_code = p.period_code
    left join stg_value as v
        on
            w.locality_code = v.locality_code
            and w.measure_code = v.measure_code
            and w.period_code = v.period_code
            and w.unit_code = v.unit_code
    left join ledger.submission as s on v.submission_id = s.submission_id
    left join ledger.plan_measure as f
        on
            w.locality_code = f.locality_code
            and w.measure_code = f.measure_code
            and f.plan_version = coalesce(s.plan_version, p.plan_version)
),

-- what was asked for, and what came without being asked for
parts as (
    select
        w.locality_code,
        w.measure_code,
        w.unit_code,
        w.period_code,
        r.area_code,
        true as is_expected
    from asked as w
    inner join ledger.plan_area as r
        on w.locality_code = r.locality_code and w.plan_version = r.plan_version
    union all
    select
        a.locality_code,
        a.measure_code,
        a.unit_code,
        a.period_code,
        a.area_code,
        false as is_expected
    from stg_area_value as a
    inner join asked as w
        on
            a.locality_code = w.locality_code
            and a.measure_code = w.measure_code
            and a.unit_code = w.unit_code
            and a.period_code = w.period_code
    anti join ledger.plan_area as r
        on
            a.locality_code = r.locality_code
            and w.plan_version = r.plan_version
            and a.area_code = r.area_code
)

select
    p.locality_code,
    p.measure_code,
    p.unit_code,
    p.period_code,
    p.area_code,
    p.is_expected,
    w.kind,
    w.by_area,
    w.submission_id is not null as has_whole,
    coalesce(
        case
            when w.by_area = 'yes_no' then a.is_yes is not null
            when w.kind = 'rate' then a.numerator is not null and a.denominator is not null
            else a.reported is not null
        end,
        false
    ) as is_reported,
    case when w.by_area = 'number' and w.kind <> 'rate' then a.reported end as reported,
    case
        when w.by_area = 'yes_no' then cast(cast(a.is_yes as integer) as decimal(24, 6))
        when a.denominator is not null then a.numerator
    end as numerator,
    case
        when w.by_area = 'yes_no' and a.is_yes is not null then cast(1 as decimal(24, 6))
        when a.numerator is not null then a.denominator
    end as denominator,
    a.is_yes,
    a.is_illustrative
from parts as p
inner join asked as w
    on
        p.locality_code = w.locality_code
        and p.measure_code = w.measure_code
        and p.unit_code = w.unit_code
        and p.period_code = w.period_code
left join stg_area_value as a
    on
        p.locality_code = a.locality_code
        and p.measure_code = a.measure_code
        and p.unit_code = a.unit_code
        and p.period_code = a.period_code
        and p.area_code = a.area_code
