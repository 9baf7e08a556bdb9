-- offenders: keys of dim_unit that stand on more than one row
select
    locality_code,
    unit_code,
    count(*) as row_count
from dim_unit
group by locality_code, unit_code
having count(*) > 1
