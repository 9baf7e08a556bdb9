-- offenders: keys of fct_reconciliation that stand on more than one row
select
    locality_code,
    measure_code,
    second_unit_code,
    period_code,
    count(*) as row_count
from fct_reconciliation
group by locality_code, measure_code, second_unit_code, period_code
having count(*) > 1
