-- offenders: keys of fct_task_month that stand on more than one row
select
    locality_code,
    year,
    task_code,
    period_code,
    count(*) as row_count
from fct_task_month
group by locality_code, year, task_code, period_code
having count(*) > 1
