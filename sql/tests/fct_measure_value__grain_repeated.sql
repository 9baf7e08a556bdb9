-- offenders: keys of fct_measure_value that stand on more than one row
select
    locality_code,
    measure_code,
    unit_code,
    period_code,
    count(*) as row_count
from fct_measure_value
group by locality_code, measure_code, unit_code, period_code
having count(*) > 1
