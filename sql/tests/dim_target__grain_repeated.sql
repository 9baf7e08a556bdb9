-- offenders: keys of dim_target that stand on more than one row
select
    locality_code,
    measure_code,
    target_no,
    count(*) as row_count
from dim_target
group by locality_code, measure_code, target_no
having count(*) > 1
