-- offenders: keys of fct_difficulty_case that stand on more than one row
select
    locality_code,
    unit_code,
    case_code,
    count(*) as row_count
from fct_difficulty_case
group by locality_code, unit_code, case_code
having count(*) > 1
