-- grain: one row per locality, unit, period, task
-- How each task of the plan stood at the end of each period, in the unit's own words.
-- private: result, reason
-- columns:
-- task_code: nhiệm vụ of section II of the plan
-- task_name: the task in the plan's words
-- plan_point: where the plan names it
-- original_due_on: hạn as first planned; null where there was none
-- due_on: hạn in force at the period's end, after every change
-- new_due_on: the later day the unit's form of this period names; null without one
-- state: not_started · in_progress · done
-- percent [%]: how much of it is done, in the unit's estimate, 100 = all
-- result: what came of it, in the unit's words; always null in mart_public
-- reason: why it is late or changed, in the unit's words; always null in mart_public
-- is_overdue: not done though due_on had passed at the period's end
with moved as (
    select
        r.locality_code,
        r.unit_code,
        r.period_code,
        r.task_code,
        arg_max_null(c.to_due_on, c.change_no) as due_on,
        true as is_moved
    from stg_task_report as r
    inner join fct_task_due_change as c
        on
            r.locality_code = c.locality_code
            and r.year = c.year
            and r.task_code = c.task_code
            and r.ends_on >= c.changed_on
    group by r.locality_code, r.unit_code, r.period_code, r.task_code
),

dated as (
    select
        r.*,
        t.task_name,
        t.plan_point,
        t.original_due_on,
        case when m.is_moved then m.due_on else t.original_due_on end as due_on
    from stg_task_report as r
    inner join stg_task as t
        on
            r.locality_code = t.locality_code
            and r.year = t.year
            and r.task_code = t.task_code
    left join moved as m
        on
            r.locality_code = m.locality_code
            and r.unit_code = m.unit_code
            and r.period_code = m.period_code
            and r.task_code = m.task_code
)

select
    d.locality_code,
    d.unit_code,
    d.period_code,
    d.task_code,
    d.task_name,
    d.plan_point,
    d.original_due_on,
    d.due_on,
    d.new_due_on,
    d.state,
    w.label as state_label,
    d.percent,
    d.result,
    d.reason,
    d.state <> 'done' and coalesce(d.due_on < d.ends_on, false) as is_overdue,
    d.is_illustrative,
    d.submission_id,
    d.file_name as source_file,
    d.sheet as source_sheet,
    d.cell as source_cell
from dated as d
left join stg_word as w on d.state = w.code and w.word_kind = 'task'
