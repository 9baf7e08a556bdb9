-- offenders: keys of fct_area_total that stand on more than one row
select
    locality_code,
    measure_code,
    unit_code,
    period_code,
    count(*) as row_count
from fct_area_total
group by locality_code, measure_code, unit_code, period_code
having count(*) > 1
