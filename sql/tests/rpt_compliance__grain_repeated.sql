-- offenders: keys of rpt_compliance that stand on more than one row
select
    locality_code,
    unit_code,
    period_code,
    count(*) as row_count
from rpt_compliance
group by locality_code, unit_code, period_code
having count(*) > 1
