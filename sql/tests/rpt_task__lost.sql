-- offenders: tasks of the plan in force that are not on the list
select
    t.locality_code,
    t.task_code
from ledger.plan_task as t
inner join stg_plan as p
    on t.locality_code = p.locality_code and t.plan_version = p.plan_version
left join rpt_task as r
    on t.locality_code = r.locality_code and p.year = r.year and t.task_code = r.task_code
where r.task_code is null
