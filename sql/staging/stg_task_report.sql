-- grain: one row per locality, unit, period, task
-- What counts about each task: the newest version that stored its row.
select
    t.locality_code,
    t.unit_code,
    t.period_code,
    t.task_code,
    t.state,
    t.percent,
    t.result,
    t.new_due_on,
    t.reason,
    t.submission_id,
    t.sheet,
    t.cell,
    j.is_illustrative,
    j.file_name,
    j.sha256,
    p.year,
    p.ends_on
from ledger.task_report as t
inner join stg_judgement as j on t.submission_id = j.submission_id
inner join stg_period as p
    on t.locality_code = p.locality_code and t.period_code = p.period_code
qualify row_number() over (
        partition by t.locality_code, t.unit_code, t.period_code, t.task_code
        order by j.version_no desc, j.receipt_id desc
    ) = 1
