-- offenders: keys of dim_measure that stand on more than one row
select
    locality_code,
    measure_code,
    count(*) as row_count
from dim_measure
group by locality_code, measure_code
having count(*) > 1
