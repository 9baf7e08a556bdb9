-- offenders: keys of fct_ask that stand on more than one row
select
    locality_code,
    unit_code,
    period_code,
    atom,
    code,
    count(*) as row_count
from fct_ask
group by locality_code, unit_code, period_code, atom, code
having count(*) > 1
