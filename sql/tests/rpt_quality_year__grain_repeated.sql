-- offenders: keys of rpt_quality_year that stand on more than one row
select
    locality_code,
    unit_code,
    year,
    count(*) as row_count
from rpt_quality_year
group by locality_code, unit_code, year
having count(*) > 1
