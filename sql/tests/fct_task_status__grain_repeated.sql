-- offenders: keys of fct_task_status that stand on more than one row
select
    locality_code,
    unit_code,
    period_code,
    task_code,
    count(*) as row_count
from fct_task_status
group by locality_code, unit_code, period_code, task_code
having count(*) > 1
