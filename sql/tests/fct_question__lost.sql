-- offenders: questions that were asked, or came back in a form, and are not kept; and kept ones whose state denies their answer
select
    q.locality_code,
    q.unit_code,
    q.question_code,
    'lost' as fault
from stg_question as q
left join fct_question as f
    on
        q.locality_code = f.locality_code
        and q.year = f.year
        and q.unit_code = f.unit_code
        and q.question_code = f.question_code
        and q.measure_code = f.measure_code
        and q.period_code = f.period_code
where f.question_code is null
union all
select
    r.locality_code,
    r.unit_code,
    r.question_code,
    'answer lost' as fault
from ledger.question_report as r
inner join stg_judgement as j on r.submission_id = j.submission_id
inner join ledger.plan_version as v
    on j.locality_code = v.locality_code and j.plan_version = v.plan_version
-- what the plan of the form did not ask of this unit was never a question to it
left join ledger.plan_question as q
    on
        j.locality_code = q.locality_code
        and j.plan_version = q.plan_version
        and r.question_code = q.question_code
        and r.unit_code = q.unit_code
left join fct_question as f
    on
        r.locality_code = f.locality_code
        and v.year = f.year
        and r.unit_code = f.unit_code
        and r.question_code = f.question_code
        and coalesce(q.measure_code, f.measure_code) = f.measure_code
        and coalesce(q.period_code, f.period_code) = f.period_code
where
    (q.question_code is not null or r.question_code like 'do/%/%')
    and (f.question_code is null or (r.answer <> '' and f.state <> 'answered'))
union all
select
    f.locality_code,
    f.unit_code,
    f.question_code,
    'state denies answer' as fault
from fct_question as f
where
    (f.state = 'answered') <> (coalesce(f.answer, '') <> '')
    or (f.answer is null) <> (f.source_cell is null)
    or f.asked_count < 1
