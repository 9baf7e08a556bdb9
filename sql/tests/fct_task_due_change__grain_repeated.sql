-- offenders: keys of fct_task_due_change that stand on more than one row
select
    locality_code,
    year,
    task_code,
    change_no,
    count(*) as row_count
from fct_task_due_change
group by locality_code, year, task_code, change_no
having count(*) > 1
