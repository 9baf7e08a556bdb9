-- grain: one row per locality, year, task, change of its due day
-- Every change of a task's due day: by a later plan workbook, or by the unit that leads it. A unit
-- that repeats the day in force changes nothing; one that says nothing leaves it in force.
-- private: reason
-- columns:
-- task_code: nhiệm vụ of section II of the plan
-- change_no: ordinal of the change, from 1
-- from_due_on: hạn before; null where there was none
-- to_due_on: hạn after; null where it was taken away
-- days_moved [ngày]: how far it moved; below zero is earlier
-- reason: lý do lùi hạn, in the unit's own words; null where the plan changed it; always null in mart_public
-- source: who changed it: unit (hạn mới in its form) · plan (a later plan workbook)
-- changed_on: from when it is in force: the last day of the period, or the day the workbook was taken on
-- unit_code: the unit that asked for it; null where the plan changed it
-- period_code: kỳ báo cáo in which it did; null where the plan changed it
-- plan_version: the plan version that changed it; null where a unit did
with said as (
    -- the day it was due at first
    select
        t.locality_code,
        t.year,
        t.task_code,
        date '0001-01-01' as changed_on,
        0 as turn,
        t.original_due_on as due_on,
        cast(null as varchar) as source,
        cast(null as varchar) as unit_code,
        cast(null as varchar) as period_code,
        cast(null as varchar) as plan_version,
        cast(null as varchar) as reason,
        cast(null as varchar) as submission_id,
        cast(null as varchar) as file_name,
        cast(null as varchar) as sheet,
        cast(null as varchar) as cell
    from stg_task as t
    union all by name
    -- what a later workbook of the year says otherwise than the one before
    select
        p.* exclude (before, is_first)
    from (
        select
            t.locality_code,
            a.year,
            t.task_code,
            a.adopted_on as changed_on,
            a.adoption_no as turn,
            t.due_on,
            'plan' as source,
            t.plan_version,
            lag(t.due_on) over versions as before,
            row_number() over versions = 1 as is_first
        from ledger.plan_task as t
        inner join stg_adoption as a
            on t.locality_code = a.locality_code and t.plan_version = a.plan_version
        window
            versions as (
                partition by t.locality_code, a.year, t.task_code order by a.adoption_no
            )
    ) as p
    where not p.is_first and p.due_on is distinct from p.before
    union all by name
    select
        r.locality_code,
        r.year,
        r.task_code,
        r.ends_on as changed_on,
        0 as turn,
        r.new_due_on as due_on,
        'unit' as source,
        r.unit_code,
        r.period_code,
        r.reason,
        r.submission_id,
        r.file_name,
        r.sheet,
        r.cell
    from stg_task_report as r
    where r.new_due_on is not null
),

chained as (
    select
        s.*,
        lag(s.due_on) over days as from_due_on,
        row_number() over days = 1 as is_first
    from said as s
    window
        days as (
            partition by s.locality_code, s.year, s.task_code
            order by s.changed_on, s.turn, s.period_code nulls first, s.unit_code nulls first
        )
)

select
    c.locality_code,
    c.year,
    c.task_code,
    cast(
        row_number() over (
            partition by c.locality_code, c.year, c.task_code
            order by c.changed_on, c.turn, c.period_code nulls first, c.unit_code nulls first
        ) as integer
    ) as change_no,
    c.from_due_on,
    c.due_on as to_due_on,
    cast(c.due_on - c.from_due_on as integer) as days_moved,
    c.reason,
    c.source,
    c.changed_on,
    c.unit_code,
    c.period_code,
    c.plan_version,
    c.submission_id,
    c.file_name as source_file,
    c.sheet as source_sheet,
    c.cell as source_cell
from chained as c
where not c.is_first and c.due_on is distinct from c.from_due_on
