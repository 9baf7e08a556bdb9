-- offenders: keys of rpt_scorecard that stand on more than one row
select
    locality_code,
    measure_code,
    period_code,
    count(*) as row_count
from rpt_scorecard
group by locality_code, measure_code, period_code
having count(*) > 1
