-- offenders: keys of fct_denominator that stand on more than one row
select
    locality_code,
    year,
    measure_code,
    figure_role,
    unit_code,
    period_code,
    count(*) as row_count
from fct_denominator
group by locality_code, year, measure_code, figure_role, unit_code, period_code
having count(*) > 1
