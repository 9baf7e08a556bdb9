-- offenders: keys of dim_locality that stand on more than one row
select
    locality_code,
    count(*) as row_count
from dim_locality
group by locality_code
having count(*) > 1
