-- offenders: keys of rpt_burden that stand on more than one row
select
    locality_code,
    unit_code,
    period_code,
    count(*) as row_count
from rpt_burden
group by locality_code, unit_code, period_code
having count(*) > 1
