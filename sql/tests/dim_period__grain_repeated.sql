-- offenders: keys of dim_period that stand on more than one row
select
    locality_code,
    period_code,
    count(*) as row_count
from dim_period
group by locality_code, period_code
having count(*) > 1
