-- offenders: keys of fct_rollup that stand on more than one row
select
    level,
    place_code,
    measure_code,
    period_code,
    count(*) as row_count
from fct_rollup
group by level, place_code, measure_code, period_code
having count(*) > 1
