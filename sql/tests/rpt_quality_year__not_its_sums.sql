-- offenders: units whose rates are not made of the sums beside them, or whose sums are not the
-- periods'
with periods as (
    select
        c.locality_code,
        c.unit_code,
        p.year,
        count(*) as period_count,
        count(*) filter (where c.state = 'late') as late_count
    from rpt_compliance as c
    inner join dim_period as p
        on c.locality_code = p.locality_code and c.period_code = p.period_code
    group by c.locality_code, c.unit_code, p.year
)

select
    y.locality_code,
    y.unit_code,
    y.year
from rpt_quality_year as y
left join periods as p
    on y.locality_code = p.locality_code and y.unit_code = p.unit_code and y.year = p.year
where
    abs(y.first_time_right_rate * y.sent_count - y.first_time_right_count) > 0.001
    or abs(y.findings_per_file * y.file_count - (y.refuse_count + y.hold_count + y.ask_count)) > 0.01
    or y.first_time_right_count > y.sent_count
    or y.attempts_until_accepted < y.accepted_count
    or coalesce(p.late_count, 0) <> y.late_count
    or coalesce(p.period_count, 0)
    <> y.on_time_count + y.late_count + y.missing_count + y.refused_count + y.not_due_count
