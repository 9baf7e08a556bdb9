-- grain: one row per locality, year, task
-- Tasks as the last version of their year that knows them describes them, and the day they were
-- first due.
with known as (
    select
        t.*,
        a.year,
        a.adoption_no,
        a.replaced_on is null as is_latest_of_year
    from ledger.plan_task as t
    inner join stg_adoption as a
        on t.locality_code = a.locality_code and t.plan_version = a.plan_version
)

select
    k.locality_code,
    k.year,
    k.task_code,
    k.task_name,
    k.plan_point,
    k.unit_code,
    k.due_on,
    k.sort_order,
    k.is_latest_of_year as is_in_force,
    first_value(k.due_on) over of_task as original_due_on
from known as k
window
    of_task as (
        partition by k.locality_code, k.year, k.task_code
        order by k.adoption_no
        rows between unbounded preceding and unbounded following
    )
qualify row_number() over (
        partition by k.locality_code, k.year, k.task_code order by k.adoption_no desc
    ) = 1
