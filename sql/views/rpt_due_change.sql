-- grain: one row per locality, year, task, change of its due day
-- Every change of a task's due day, the newest first.
-- of: fct_task_due_change
-- columns:
-- task_name: the task in the plan's words
-- source_label: who changed it, in words
select
    c.locality_code,
    l.locality_name,
    c.task_code,
    t.task_name,
    t.lead_unit_short_name,
    c.change_no,
    c.from_due_on,
    c.to_due_on,
    c.days_moved,
    c.reason,
    case c.source when 'unit' then 'đơn vị xin lùi' else 'kế hoạch đổi' end as source_label,
    c.changed_on,
    c.source_file,
    c.source_sheet,
    c.source_cell
from fct_task_due_change as c
inner join dim_locality as l on c.locality_code = l.locality_code
left join rpt_task as t
    on c.locality_code = t.locality_code and c.year = t.year and c.task_code = t.task_code
