-- offenders: changes that do not begin at the day the one before them ended at, that change nothing,
-- or after which the task has another day in force
select
    c.locality_code,
    c.year,
    c.task_code,
    c.change_no
from fct_task_due_change as c
left join fct_task_due_change as b
    on
        c.locality_code = b.locality_code
        and c.year = b.year
        and c.task_code = b.task_code
        and c.change_no = b.change_no + 1
left join rpt_task as t
    on c.locality_code = t.locality_code and c.year = t.year and c.task_code = t.task_code
where
    c.from_due_on is not distinct from c.to_due_on
    or (c.change_no > 1 and b.change_no is null)
    or (c.change_no > 1 and c.from_due_on is distinct from b.to_due_on)
    or (c.change_no = 1 and t.task_code is not null and c.from_due_on is distinct from t.original_due_on)
    or (c.change_no = t.due_change_count and c.to_due_on is distinct from t.due_on)
    or c.change_no > t.due_change_count
    or (c.source = 'unit') <> (c.source_cell is not null and c.period_code is not null)
