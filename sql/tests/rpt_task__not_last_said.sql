-- offenders: tasks that do not stand as the newest report on them says, or are overdue by another
-- day than the one in force
with newest as (
    select
        s.locality_code,
        p.year,
        s.task_code,
        max(p.ends_on) as ends_on
    from fct_task_status as s
    inner join dim_period as p
        on s.locality_code = p.locality_code and s.period_code = p.period_code
    group by s.locality_code, p.year, s.task_code
)

select
    t.locality_code,
    t.year,
    t.task_code
from rpt_task as t
cross join stg_run as r
left join newest as n
    on t.locality_code = n.locality_code and t.year = n.year and t.task_code = n.task_code
left join dim_period as p
    on t.locality_code = p.locality_code and t.reported_period_code = p.period_code
left join fct_task_status as s
    on t.submission_id = s.submission_id and t.task_code = s.task_code
where
    n.ends_on is distinct from p.ends_on
    or t.state is distinct from s.state
    or t.percent is distinct from s.percent
    or t.is_overdue
    <> (coalesce(t.state, '') <> 'done' and coalesce(t.due_on < r.as_of, false))
    or t.is_overdue <> (t.days_overdue > 0)
    or (t.status_code = 'silent' and not t.is_silent)
    or (t.due_change_count = 0 and t.due_on is distinct from t.original_due_on)
