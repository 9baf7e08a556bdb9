-- grain: one row per locality, year, question of the office, unit, measure and period it is about
-- What the office asks (yêu cầu giải trình), as the last version of its year that knows it words it.
-- What the last version has left out is asked no more. A code that was used again for another
-- figure, or for another unit, is another question: two versions may never have been compared.
select
    q.locality_code,
    a.year,
    q.question_code,
    q.unit_code,
    q.measure_code,
    q.period_code,
    q.question,
    q.asked_by,
    q.asked_on,
    q.answer_due_on,
    q.plan_version,
    q.sheet,
    q.cell,
    a.is_latest_of_year as is_asked
from ledger.plan_question as q
inner join stg_adopted as a
    on q.locality_code = a.locality_code and q.plan_version = a.plan_version
qualify row_number() over (
        partition by
            q.locality_code, a.year, q.question_code, q.unit_code, q.measure_code, q.period_code
        order by a.precedence desc
    ) = 1
