-- grain: one row per locality, year, unit, question that came back in a form of it
-- How often a question stood in forms that came back, and the newest words beside it. A form shows
-- by itself what it asked, so nothing is counted that a unit never saw.
select
    r.locality_code,
    v.year,
    r.unit_code,
    r.question_code,
    count(distinct r.period_code) as period_count,
    max_by(r.period_code, p.ends_on) as last_period_code,
    bool_or(j.is_illustrative) as is_illustrative,
    max_by(
        {
            'answer': r.answer,
            'arrived_on': j.arrived_on,
            'submission_id': r.submission_id,
            'file': j.file_name,
            'sha256': j.sha256,
            'sheet': r.sheet,
            'cell': r.cell
        },
        {'ends_on': p.ends_on, 'version_no': j.version_no, 'receipt_id': j.receipt_id}
    ) filter (where r.answer <> '') as answered_by
from ledger.question_report as r
inner join stg_judgement as j on r.submission_id = j.submission_id
inner join ledger.plan_version as v
    on j.locality_code = v.locality_code and j.plan_version = v.plan_version
inner join stg_period as p
    on r.locality_code = p.locality_code and r.period_code = p.period_code
group by r.locality_code, v.year, r.unit_code, r.question_code
