-- grain: one row per locality, period
-- Periods as the last version that knows them describes them, numbered within year and calendar,
-- each with the plan version in force when it ends. Nothing is owed for a period that was due
-- before the first night under a plan of its year.
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
        -- what a later workbook of the year has left out is no longer collected
        p.is_collected and a.is_latest_of_year as is_collected,
        a.is_in_force,
        a.year
    from ledger.plan_period as p
    inner join stg_adopted as a
        on p.locality_code = a.locality_code and p.plan_version = a.plan_version
    qualify row_number() over (
            partition by p.locality_code, p.period_code order by a.precedence desc
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

-- init takes a plan on the day before its first period, whenever that happens: the first run of a
-- later day is the first that could have taken a report
first_nights as (
    select
        f.locality_code,
        f.year,
        min(n.as_of) as first_night_on
    from (
        select
            l.locality_code,
            l.year,
            greatest(min(l.starts_on), min(a.adopted_on)) as from_day
        from latest as l
        inner join stg_adoption as a
            on l.locality_code = a.locality_code and l.year = a.year and a.is_first_of_year
        group by l.locality_code, l.year
    ) as f
    inner join ledger.run as n on n.as_of >= f.from_day
    inner join stg_run as r on n.recorded_at <= r.known_at
    group by f.locality_code, f.year
),

numbered as (
    select
        l.*,
        a.plan_version,
        l.ends_on <= r.as_of as has_ended,
        cast(
            row_number() over (
                partition by l.locality_code, l.calendar_code, l.year, l.period_kind
                order by l.ends_on
            ) as integer
        ) as ordinal,
        cast(
            count(*) filter (where l.period_kind = 'month') over (
                partition by l.locality_code, l.calendar_code, l.year
            ) as integer
        ) as month_count,
        max(case when l.period_kind = 'final' and l.is_collected then l.ends_on end) over (
            partition by l.locality_code, l.calendar_code, l.year
        ) as closes_on,
        -- a month is shown once it has ended, the closing period once every unit has had its time
        case l.period_kind
            when 'month' then l.ends_on <= r.as_of
            when 'final' then l.is_collected and l.due_on < r.as_of
            else false
        end as is_shown,
        l.is_collected and l.due_on >= coalesce(f.first_night_on, l.due_on) as is_owed
    from latest as l
    cross join stg_run as r
    left join first_nights as f on l.locality_code = f.locality_code and l.year = f.year
    left join stg_adoption as a
        on
            l.locality_code = a.locality_code
            and l.year = a.year
            and l.ends_on >= case
                when a.is_first_of_year then date '0001-01-01' else a.adopted_on
            end
            and l.ends_on < coalesce(a.replaced_on, date '9999-12-31')
)

select
    n.locality_code,
    n.period_code,
    n.year,
    n.period_kind,
    n.calendar_code,
    n.period_label,
    n.ordinal,
    n.month_count,
    n.starts_on,
    n.ends_on,
    n.due_on,
    n.closes_on,
    n.is_collected,
    n.is_owed,
    n.is_in_force,
    n.plan_version,
    n.has_ended,
    n.is_shown,
    case
        when n.period_kind = 'month' then 100 * n.year + n.ordinal
        when n.period_kind = 'quarter' then 100 * n.year + 20 + n.ordinal
        when n.period_kind = 'half' then 100 * n.year + 30 + n.ordinal
        when n.period_kind = 'nine_months' then 100 * n.year + 40
        when n.period_kind = 'year' then 100 * n.year + 50
        else 100 * n.year + 60
    end as period_no,
    n.is_shown and n.ends_on = max(case when n.is_shown then n.ends_on end) over (
        partition by n.locality_code, n.calendar_code
    ) as is_latest_of_calendar,
    coalesce(n.calendar_code = c.calendar_code, false) as is_main_calendar
from numbered as n
left join main_calendar as c on n.locality_code = c.locality_code
