-- offenders: months called silent that were reported on or not owed, and overdue ones without days
select
    m.locality_code,
    m.task_code,
    m.period_code
from fct_task_month as m
inner join dim_period as p
    on m.locality_code = p.locality_code and m.period_code = p.period_code
where
    (m.is_silent and (m.is_reported or m.lead_unit_code is null))
    or (m.is_silent and p.due_on >= (select r.as_of from stg_run as r))
    or m.is_overdue <> (m.days_overdue > 0)
    or (m.is_overdue and coalesce(m.state, '') = 'done')
