-- grain: one row per locality, task
-- Tasks as the last version that knows them describes them.
select
    t.locality_code,
    t.task_code,
    t.task_name,
    t.plan_point,
    t.unit_code,
    t.due_on,
    t.sort_order
from ledger.plan_task as t
inner join stg_adopted as a
    on t.locality_code = a.locality_code and t.plan_version = a.plan_version
qualify row_number() over (
        partition by t.locality_code, t.task_code order by a.precedence desc
    ) = 1
