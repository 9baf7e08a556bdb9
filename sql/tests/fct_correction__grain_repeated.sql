-- offenders: keys of fct_correction that stand on more than one row
select
    locality_code,
    measure_code,
    unit_code,
    period_code,
    new_version_no,
    count(*) as row_count
from fct_correction
group by locality_code, measure_code, unit_code, period_code, new_version_no
having count(*) > 1
