-- offenders: reports on tasks that do not stand in the month they are of
select
    s.locality_code,
    s.unit_code,
    s.period_code,
    s.task_code
from fct_task_status as s
left join fct_task_month as m
    on
        s.locality_code = m.locality_code
        and s.task_code = m.task_code
        and s.period_code = m.period_code
        and m.is_reported
where m.task_code is null
