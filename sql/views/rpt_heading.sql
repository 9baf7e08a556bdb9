-- grain: one row per locality, collected period that has ended
-- What stands at the head of every board: whose figures, of which period, how fresh they are, and in
-- red when no release has come for 26 hours. The clock is that of rpt_freshness.
-- columns:
-- is_latest: the month whose figures are shown first: the last that ended, or the closing period once its reports are due
-- stale_line: says in red that no release came for 26 hours; empty while it is fresh
-- freshness_line: whose figures, until when, and how many reports of the period have come, one sentence
-- due_line: the next report that falls due, the time left until the end of that day (whole days above 72 hours), and how many units have not sent it; empty when none is open
with periods as (
    select
        c.locality_code,
        c.period_code,
        max(c.period_label) as period_label,
        max(c.period_no) as period_no,
        max(c.ends_on) as ends_on,
        max(c.due_on) as due_on,
        bool_or(c.has_ended) as has_ended,
        bool_or(c.is_latest_period) as is_latest,
        count(*) as unit_count,
        count(c.first_accepted_on) as received_count
    from rpt_compliance as c
    group by c.locality_code, c.period_code
),

open_due as (
    select
        p.locality_code,
        p.period_label,
        p.due_on,
        p.unit_count - p.received_count as missing_count,
        date_diff('hour', f.wall_at, cast(p.due_on + 1 as timestamp)) as hours_left,
        row_number() over (partition by p.locality_code order by p.due_on, p.period_no) as nth
    from periods as p
    cross join rpt_freshness as f
    where cast(p.due_on + 1 as timestamp) > f.wall_at
)

select
    l.locality_code,
    l.locality_name,
    p.period_code,
    p.period_label,
    p.period_no,
    p.is_latest,
    f.stale_line,
    upper(left(l.locality_name, 1)) || substr(l.locality_name, 2)
    || ' · ' || p.period_label
    || ' · số liệu đến ' || strftime(p.ends_on, '%d/%m/%Y')
    || ' · cập nhật lúc ' || strftime(f.published_at, '%H:%M ngày %d/%m/%Y')
    || ' · đã nhận ' || p.received_count || '/' || p.unit_count || ' biểu' as freshness_line,
    f.illustrative_line,
    coalesce(
        d.period_label || ': hạn gửi ' || strftime(d.due_on, '%d/%m/%Y')
        || ', còn ' || case when d.hours_left > 72 then d.hours_left // 24 || ' ngày, ' else d.hours_left || ' giờ, ' end || d.missing_count || ' đơn vị chưa gửi',
        ''
    ) as due_line
from periods as p
inner join dim_locality as l on p.locality_code = l.locality_code
cross join rpt_freshness as f
left join open_due as d on p.locality_code = d.locality_code and d.nth = 1
where p.has_ended
