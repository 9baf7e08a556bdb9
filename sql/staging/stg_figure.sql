-- grain: one row per locality, measure, unit, period
-- What counts, in the measure's own terms: a fall of households comes from the number that is left,
-- and the rate of that fall from the same cell; where the month before is missing, the fall of the
-- month is not known and not guessed. Everything else is as the form has it. What a unit is to a
-- measure is told by the plan in force when the period ended; when the authority moves to another
-- unit the measure's months go on as one series, its other reporters' months are a series each.
with counted as (
    select
        v.*,
        m.kind,
        m.input,
        m.indicator_no,
        p.calendar_code,
        p.year,
        p.period_kind,
        p.ordinal,
        p.plan_version,
        b.figure as base,
        coalesce(s.role, 'coordinates') as reporter_role,
        coalesce(s.is_authority, false) as is_authoritative,
        case when coalesce(s.is_authority, false) then '' else v.unit_code end as series_code
    from stg_value as v
    inner join stg_measure as m
        on v.locality_code = m.locality_code and v.measure_code = m.measure_code
    inner join stg_period as p
        on v.locality_code = p.locality_code and v.period_code = p.period_code
    left join stg_base_figure as b
        on
            v.locality_code = b.locality_code
            and p.year = b.year
            and v.measure_code = b.measure_code
            and b.period_code = ''
    left join stg_assignment as s
        on
            v.locality_code = s.locality_code
            and p.plan_version = s.plan_version
            and v.measure_code = s.measure_code
            and v.unit_code = s.unit_code
),

left_before as (
    select
        c.*,
        case
            when c.period_kind = 'month'
                then coalesce(
                        case
                            when lag(c.ordinal) over months = c.ordinal - 1
                                then lag(c.reported) over months
                        end,
                        case when c.ordinal = 1 then c.base end
                    )
            else c.base
        end as stock_before
    from counted as c
    window months as (
        partition by
            c.locality_code,
            c.measure_code,
            c.series_code,
            c.calendar_code,
            c.year,
            c.period_kind
        order by c.ordinal
    )
),

own as (
    select
        * exclude (stock_before),
        cast(
            case when input = 'stock' then stock_before - reported else reported end
            as decimal(24, 6)
        ) as value,
        cast(case when input = 'stock' then base - reported end as decimal(24, 6))
            as fall_since_start
    from left_before
),

derived as (
    select
        o.* replace (
            d.measure_code as measure_code,
            d.kind as kind,
            d.input as input,
            coalesce(s.role, 'coordinates') as reporter_role,
            coalesce(s.is_authority, false) as is_authoritative,
            case when coalesce(s.is_authority, false) then '' else o.unit_code end as series_code,
            o.fall_since_start as numerator,
            o.base as denominator,
            cast(null as decimal(24, 6)) as cumulative_stated,
            cast(null as decimal(24, 6)) as value
        )
    from own as o
    inner join stg_measure as d
        on o.locality_code = d.locality_code and o.indicator_no = d.indicator_no
    left join stg_assignment as s
        on
            o.locality_code = s.locality_code
            and o.plan_version = s.plan_version
            and d.measure_code = s.measure_code
            and o.unit_code = s.unit_code
    where o.input = 'stock' and d.input = 'derived'
)

select * from own
union all by name
select * from derived
