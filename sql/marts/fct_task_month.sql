-- grain: one row per locality, year, task, period that has ended or was reported on
-- Each task from month to month, also where nothing was said: silent (nobody reported on it) and
-- overdue (its day has passed) are two things and may both hold.
-- columns:
-- task_code: nhiệm vụ of section II of the plan
-- lead_unit_code: chủ trì by the plan in force when the period ended; null where that plan lacks the task
-- is_reported: a unit reported on the task in this period
-- is_silent: chưa báo cáo: owed, past the day reports were due, nothing was said on the task, and it was not done before
-- state: not_started · in_progress · done, as last said up to this period; null where nothing was ever said
-- percent [%]: how much of it is done, as last said up to this period, 100 = all
-- said_in_period_code: kỳ báo cáo in which that was said
-- percent_change [%]: points gained since the period before; null unless both were reported on
-- due_on: hạn in force when the period ended
-- is_overdue: quá hạn: not said to be done though that day had passed when the period ended
-- days_overdue [ngày]: days from that day to the period's end; 0 when not overdue
with asked as (
    select
        p.locality_code,
        p.year,
        p.period_code,
        p.period_label,
        p.period_no,
        p.ends_on,
        -- a month no longer collected stays where it was reported on
        p.has_ended and p.is_collected and p.is_main_calendar as is_shown,
        t.task_code,
        t.original_due_on,
        -- who had to report on it: the unit the plan then in force named
        nullif(v.unit_code, '') as lead_unit_code,
        p.is_owed and p.is_main_calendar and coalesce(v.unit_code, '') <> '' as is_owed,
        r.as_of > p.due_on as is_report_due
    from stg_period as p
    inner join stg_task as t on p.locality_code = t.locality_code and p.year = t.year
    cross join stg_run as r
    left join ledger.plan_task as v
        on
            p.locality_code = v.locality_code
            and p.plan_version = v.plan_version
            and t.task_code = v.task_code
),

-- when the lead passed to another unit within a month, the one that led at its end is heard
heard as (
    select
        a.*,
        s.unit_code as reporting_unit_code,
        s.state as reported_state,
        s.percent as reported_percent,
        s.submission_id,
        s.submission_id is not null as is_reported
    from asked as a
    left join fct_task_status as s
        on
            a.locality_code = s.locality_code
            and a.period_code = s.period_code
            and a.task_code = s.task_code
    where a.is_shown or s.submission_id is not null
    qualify row_number() over (
            partition by a.locality_code, a.year, a.task_code, a.period_code
            order by s.unit_code is not distinct from a.lead_unit_code desc, s.unit_code
        ) = 1
),

moved as (
    select
        h.locality_code,
        h.year,
        h.task_code,
        h.period_code,
        arg_max_null(c.to_due_on, c.change_no) as due_on,
        true as is_moved
    from heard as h
    inner join fct_task_due_change as c
        on
            h.locality_code = c.locality_code
            and h.year = c.year
            and h.task_code = c.task_code
            and h.ends_on >= c.changed_on
    group by h.locality_code, h.year, h.task_code, h.period_code
),

carried as (
    select
        h.*,
        case when m.is_moved then m.due_on else h.original_due_on end as due_on,
        last_value(h.reported_state ignore nulls) over so_far as state,
        last_value(
            case when h.is_reported then {'percent': h.reported_percent} end ignore nulls
        ) over so_far as last_said,
        last_value(case when h.is_reported then h.period_code end ignore nulls) over so_far
            as said_in_period_code,
        lag({'percent': h.reported_percent, 'is_reported': h.is_reported}) over of_task as before
    from heard as h
    left join moved as m
        on
            h.locality_code = m.locality_code
            and h.year = m.year
            and h.task_code = m.task_code
            and h.period_code = m.period_code
    window
        of_task as (
            partition by h.locality_code, h.year, h.task_code order by h.ends_on, h.period_no
        ),
        so_far as (
            partition by h.locality_code, h.year, h.task_code order by h.ends_on, h.period_no
            rows between unbounded preceding and current row
        )
)

select
    c.locality_code,
    c.year,
    c.task_code,
    c.period_code,
    c.period_label,
    cast(c.period_no as integer) as period_no,
    c.ends_on,
    c.lead_unit_code,
    c.is_reported,
    c.is_owed and c.is_report_due and not c.is_reported and coalesce(c.state, '') <> 'done'
        as is_silent,
    c.state,
    c.last_said.percent as percent,
    c.said_in_period_code,
    cast(
        case
            when c.is_reported and c.before.is_reported
                then c.reported_percent - c.before.percent
        end as decimal(24, 6)
    ) as percent_change,
    c.due_on,
    coalesce(c.state, '') <> 'done' and coalesce(c.due_on < c.ends_on, false) as is_overdue,
    cast(
        case
            when coalesce(c.state, '') <> 'done' and c.due_on < c.ends_on then c.ends_on - c.due_on
            else 0
        end as integer
    ) as days_overdue,
    c.submission_id
from carried as c
