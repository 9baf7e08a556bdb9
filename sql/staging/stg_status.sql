-- grain: one row per locality, status
-- The status words with shape and colour, from the plan in force: one table for pages and
-- workbooks.
select
    s.locality_code,
    s.status_code,
    s.status_order,
    s.status_word,
    s.status_shape,
    s.status_colour,
    s.status_group
from ledger.plan_status as s
inner join stg_plan as p
    on s.locality_code = p.locality_code and s.plan_version = p.plan_version
