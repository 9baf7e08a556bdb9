-- grain: one row per locality, year, unit, question that came back in a form of it, measure and period it is about
-- How often a question stood in forms that came back, and the newest words beside it. A form shows
-- by itself what it asked, so nothing is counted that a unit never saw. What a code asks about is
-- what the plan of that form says: words about one figure never answer for another. A code that the
-- plan puts to another unit (a sheet copied from its form) is no question of this one. What an earlier
-- year left open stands in later forms under its year and its code, 2026/gt-01, and means what the
-- office last asked under it; what a red figure asks is named by its period, which is of one year.
with coded as (
    select
        r.* exclude (question_code),
        regexp_matches(r.question_code, '^20\d\d/') as is_carried,
        case
            when regexp_matches(r.question_code, '^20\d\d/')
                then cast(left(r.question_code, 4) as integer)
        end as carried_year,
        regexp_replace(r.question_code, '^20\d\d/', '') as question_code
    from ledger.question_report as r
),

last_asked as (
    select *
    from stg_question
    qualify row_number() over (
            partition by locality_code, year, unit_code, question_code
            order by is_asked desc, asked_on desc, period_code desc, measure_code
        ) = 1
),

shown as (
    select
        r.locality_code,
        coalesce(r.carried_year, a.year, v.year) as year,
        r.unit_code,
        r.question_code,
        coalesce(q.measure_code, c.measure_code, split_part(r.question_code, '/', 2))
            as about_measure_code,
        coalesce(q.period_code, c.period_code, split_part(r.question_code, '/', 3))
            as about_period_code,
        r.period_code,
        p.ends_on,
        r.submission_id,
        r.answer,
        r.sheet,
        r.cell,
        j.arrived_on,
        j.version_no,
        j.receipt_id,
        j.file_name,
        j.sha256,
        j.is_illustrative
    from coded as r
    inner join stg_judgement as j on r.submission_id = j.submission_id
    inner join ledger.plan_version as v
        on j.locality_code = v.locality_code and j.plan_version = v.plan_version
    inner join stg_period as p
        on r.locality_code = p.locality_code and r.period_code = p.period_code
    left join ledger.plan_question as q
        on
            j.locality_code = q.locality_code
            and j.plan_version = q.plan_version
            and r.question_code = q.question_code
            and r.unit_code = q.unit_code
            and not r.is_carried
    left join last_asked as c
        on
            r.locality_code = c.locality_code
            and r.carried_year = c.year
            and r.unit_code = c.unit_code
            and r.question_code = c.question_code
    left join stg_period as a
        on
            r.locality_code = a.locality_code
            and r.question_code like 'do/%/%'
            and split_part(r.question_code, '/', 3) = a.period_code
    where
        q.question_code is not null
        or c.question_code is not null
        or (r.question_code like 'do/%/%' and not r.is_carried)
)

select
    s.locality_code,
    s.year,
    s.unit_code,
    s.question_code,
    s.about_measure_code,
    s.about_period_code,
    count(distinct s.period_code) as period_count,
    max_by(
        s.period_code, {'ends_on': s.ends_on, 'period_code': s.period_code}
    ) as last_period_code,
    bool_or(s.is_illustrative) as is_illustrative,
    max_by(
        {
            'answer': s.answer,
            'arrived_on': s.arrived_on,
            'submission_id': s.submission_id,
            'file': s.file_name,
            'sha256': s.sha256,
            'sheet': s.sheet,
            'cell': s.cell
        },
        {'ends_on': s.ends_on, 'version_no': s.version_no, 'receipt_id': s.receipt_id}
    ) filter (where s.answer <> '') as answered_by
from shown as s
group by
    s.locality_code,
    s.year,
    s.unit_code,
    s.question_code,
    s.about_measure_code,
    s.about_period_code
