-- grain: one row per locality, measure, month
-- What the same month a year before came to: as the plan's sheet of base figures says, else what
-- counts in our own ledger; and, where all months of that year are known, which share of it had
-- been reached by then. Nothing is filled in: a year with a hole has no shape, and a figure of other
-- boundaries is none of the ward's own; what it comes to under today's is reckoned in fct_rollup.
with moved as (
    select distinct
        unnest([s.old_code, s.new_code]) as locality_code,
        s.valid_from
    from stg_succession as s
    where s.place_kind = 'locality' and s.old_code <> s.new_code
),

own as (
    select
        f.locality_code,
        f.measure_code,
        f.year + 1 as year,
        f.calendar_code,
        f.ordinal,
        case when f.kind = 'rate' then percent_of(f.numerator, f.denominator) else f.value end
            as figure
    from stg_figure as f
    inner join stg_period as p
        on f.locality_code = p.locality_code and f.period_code = p.period_code
    left join moved as c
        on
            f.locality_code = c.locality_code
            and p.ends_on < c.valid_from
            and p.ends_on >= c.valid_from - interval 1 year
    where f.is_authoritative and f.period_kind = 'month' and c.locality_code is null
),

known as (
    select
        q.locality_code,
        q.measure_code,
        q.period_code,
        p.calendar_code,
        p.year,
        p.ordinal,
        p.month_count,
        coalesce(b.figure, o.figure) as figure
    from stg_measure_period as q
    inner join stg_period as p
        on
            q.locality_code = p.locality_code
            and q.period_code = p.period_code
            and p.period_kind = 'month'
    left join stg_base_figure as b
        on
            q.locality_code = b.locality_code
            and p.year = b.year
            and q.measure_code = b.measure_code
            and q.period_code = b.period_code
    left join own as o
        on
            q.locality_code = o.locality_code
            and q.measure_code = o.measure_code
            and p.calendar_code = o.calendar_code
            and p.year = o.year
            and p.ordinal = o.ordinal
    where coalesce(b.figure, o.figure) is not null
)

select
    locality_code,
    measure_code,
    period_code,
    cast(figure as decimal(24, 6)) as figure,
    case
        when
            count(*) over of_year = month_count
            and min(figure) over of_year >= 0
            and sum(figure) over of_year > 0
            then
                cast(sum(figure) over up_to_here as double)
                / cast(sum(figure) over of_year as double)
    end as share
from known
window
    of_year as (partition by locality_code, measure_code, calendar_code, year),
    up_to_here as (
        partition by locality_code, measure_code, calendar_code, year order by ordinal
    )
