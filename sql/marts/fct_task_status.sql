-- grain: one row per locality, unit, period, task
-- How each task of the plan stood at the end of each period, in the unit's own words.
-- columns:
-- task_code: nhiệm vụ of section II of the plan
-- task_name: the task in the plan's words
-- plan_point: where the plan names it
-- due_on: the day the plan wants it done
-- new_due_on: the later day the unit names; null without one
-- state: not_started · in_progress · done
-- percent [%]: how much of it is done, in the unit's estimate, 100 = all
-- result: what came of it, in the unit's words
-- reason: why it is late or changed, in the unit's words
-- is_overdue: not done and the day it was due has passed at the period's end
with counted as (
    select
        t.*,
        j.is_illustrative,
        j.file_name
    from ledger.task_report as t
    inner join stg_judgement as j on t.submission_id = j.submission_id
    qualify row_number() over (
            partition by t.locality_code, t.unit_code, t.period_code, t.task_code
            order by j.version_no desc, j.receipt_id desc
        ) = 1
)

select
    c.locality_code,
    c.unit_code,
    c.period_code,
    c.task_code,
    t.task_name,
    t.plan_point,
    t.due_on,
    c.new_due_on,
    c.state,
    w.label as state_label,
    c.percent,
    c.result,
    c.reason,
    c.state <> 'done' and coalesce(coalesce(c.new_due_on, t.due_on) < p.ends_on, false)
        as is_overdue,
    c.is_illustrative,
    c.submission_id,
    c.file_name as source_file,
    c.sheet as source_sheet,
    c.cell as source_cell
from counted as c
inner join stg_task as t on c.locality_code = t.locality_code and c.task_code = t.task_code
inner join stg_period as p on c.locality_code = p.locality_code and c.period_code = p.period_code
left join stg_word as w on c.state = w.code and w.word_kind = 'task'
