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
from (
    -- a question of an earlier year is called by that year
    select
        t.*,
        try_cast(regexp_extract(t.question_code, '^(20\d\d)/', 1) as integer) as carried_year,
        regexp_replace(t.question_code, '^20\d\d/', '') as own_code
    from ledger.question_report as t
) as r
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
        and (coalesce(r.carried_year, v.year) = f.year or r.question_code like 'do/%/%')
        and r.unit_code = f.unit_code
        and r.own_code = f.question_code
        and coalesce(q.measure_code, f.measure_code) = f.measure_code
        and coalesce(q.period_code, f.period_code) = f.period_code
where
    q.question_code is not null
    or r.question_code like 'do/%/%'
    or exists (
        select 1
        from stg_question as s
        where
            r.locality_code = s.locality_code
            and r.carried_year = s.year
            and r.unit_code = s.unit_code
            and r.own_code = s.question_code
    )
group by r.locality_code, r.unit_code, r.question_code, r.period_code, r.submission_id, r.answer
having
    count(f.question_code) = 0
    or (r.answer <> '' and count(*) filter (where f.state = 'answered') = 0)
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
