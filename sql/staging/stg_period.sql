-- grain: one row per locality, period
-- Periods as the last version that knows them describes them, numbered within year and calendar.
with latest as (
    select
        p.locality_code,
        p.period_code,
        p.period_kind,
        p.calendar_code,
        p.period_label,
        p.starts_on,
        p.ends_on,
        p.due_on,
        p.is_collected,
        a.is_in_force,
        cast(left(p.period_code, 4) as integer) as year
    from ledger.plan_period as p
    inner join stg_adopted as a
        on p.locality_code = a.locality_code and p.plan_version = a.plan_version
    qualify row_number() over (
            partition by p.locality_code, p.period_code order by a.adoption_no desc
        ) = 1
),

main_calendar as (
    select
        m.locality_code,
        m.calendar_code
    from stg_measure as m
    group by m.locality_code, m.calendar_code
    qualify row_number() over (
            partition by m.locality_code order by count(*) desc, m.calendar_code
        ) = 1
),

numbered as (
    select
        l.*,
        l.ends_on <= r.as_of as has_ended,
        cast(
            row_number() over (
                partition by l.locality_code, l.calendar_code, l.year, l.period_kind
                order by l.ends_on
            ) as integer
        ) as ordinal,
        max(case when l.period_kind = 'month' and l.ends_on <= r.as_of then l.ends_on end)
            over (partition by l.locality_code, l.calendar_code) as latest_month_ends_on
    from latest as l
    cross join stg_run as r
)

select
    n.locality_code,
    n.period_code,
    n.year,
    n.period_kind,
    n.calendar_code,
    n.period_label,
    n.ordinal,
    n.starts_on,
    n.ends_on,
    n.due_on,
    n.is_collected,
    n.is_in_force,
    n.has_ended,
    case
        when n.period_kind = 'month' then 100 * n.year + n.ordinal
        when n.period_kind = 'quarter' then 100 * n.year + 20 + n.ordinal
        when n.period_kind = 'half' then 100 * n.year + 30 + n.ordinal
        when n.period_kind = 'nine_months' then 100 * n.year + 40
        when n.period_kind = 'year' then 100 * n.year + 50
        else 100 * n.year + 60
    end as period_no,
    n.period_kind = 'month' and coalesce(n.ends_on = n.latest_month_ends_on, false)
        as is_latest_of_calendar,
    coalesce(n.calendar_code = c.calendar_code, false) as is_main_calendar
from numbered as n
left join main_calendar as c on n.locality_code = c.locality_code
