-- offenders: keys of fct_difficulty that stand on more than one row
select
    locality_code,
    unit_code,
    period_code,
    difficulty_no,
    count(*) as row_count
from fct_difficulty
group by locality_code, unit_code, period_code, difficulty_no
having count(*) > 1
