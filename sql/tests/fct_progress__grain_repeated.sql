-- offenders: keys of fct_progress that stand on more than one row
select
    locality_code,
    measure_code,
    period_code,
    count(*) as row_count
from fct_progress
group by locality_code, measure_code, period_code
having count(*) > 1
