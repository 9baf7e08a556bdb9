-- offenders: keys of dim_area that stand on more than one row
select
    locality_code,
    area_code,
    count(*) as row_count
from dim_area
group by locality_code, area_code
having count(*) > 1
