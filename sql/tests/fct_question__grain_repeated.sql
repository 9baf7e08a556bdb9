-- offenders: keys of fct_question that stand on more than one row
select
    locality_code,
    year,
    unit_code,
    question_code,
    measure_code,
    period_code,
    count(*) as row_count
from fct_question
group by locality_code, year, unit_code, question_code, measure_code, period_code
having count(*) > 1
