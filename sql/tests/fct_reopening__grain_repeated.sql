-- offenders: keys of fct_reopening that stand on more than one row
select
    locality_code,
    unit_code,
    period_code,
    count(*) as row_count
from fct_reopening
group by locality_code, unit_code, period_code
having count(*) > 1
