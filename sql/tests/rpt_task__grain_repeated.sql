-- offenders: keys of rpt_task that stand on more than one row
select
    locality_code,
    year,
    task_code,
    count(*) as row_count
from rpt_task
group by locality_code, year, task_code
having count(*) > 1
