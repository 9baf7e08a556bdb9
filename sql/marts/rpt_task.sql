-- grain: one row per locality, year, task of the year's latest plan
-- How each task stands now, overdue first, then those nobody reports on. What is overdue is told by
-- the day in force, what is silent by the newest report that was due.
-- private: result, last_change_reason
-- columns:
-- task_code: nhiệm vụ of section II of the plan
-- task_name: the task in the plan's words
-- task_order: its place in the plan
-- plan_point: where the plan names it
-- lead_unit_code: chủ trì: the unit that leads the task; null where the plan names none
-- status_code: overdue (quá hạn) · silent (chưa báo cáo) · not_started · in_progress · not_asked (no report was due yet) · done
-- status_label: sign and word of it
-- status_order: place of it, worst first
-- is_overdue: quá hạn: not said to be done, and due_on lies before as_of
-- days_overdue [ngày]: days from due_on to as_of; 0 when not overdue
-- is_silent: chưa báo cáo: the newest report that was due says nothing on the task; also when it is overdue
-- silent_period_count [kỳ]: for how many periods in a row
-- silent_since_period_code: kỳ báo cáo with which that began
-- state: not_started · in_progress · done, as last said; null where nothing was ever said
-- percent [%]: how much of it is done, as last said, 100 = all
-- result: what came of it, as last said, in the unit's words; always null in mart_public
-- reported_period_code: kỳ báo cáo in which that was said
-- original_due_on: hạn as first planned; null where there was none
-- due_on: hạn now in force, after every change
-- due_change_count: how often it was changed (fct_task_due_change)
-- last_change_reason: lý do lùi hạn of the last change, in the unit's own words; always null in mart_public
with changed as (
    select
        c.locality_code,
        c.year,
        c.task_code,
        count(*) as change_count,
        arg_max_null(c.to_due_on, c.change_no) as due_on,
        arg_max_null(c.reason, c.change_no) as reason
    from fct_task_due_change as c
    group by c.locality_code, c.year, c.task_code
),

months as (
    select
        m.locality_code,
        m.year,
        m.task_code,
        -- the newest report that was owed and due, whether it came or not
        max_by(m, m.ends_on) filter (where m.is_silent or m.is_reported) as last_due,
        count(*) filter (where m.is_silent and m.ends_on > coalesce(s.ends_on, date '0001-01-01'))
            as silent_count,
        min_by(m.period_code, m.ends_on) filter (
            where m.is_silent and m.ends_on > coalesce(s.ends_on, date '0001-01-01')
        ) as silent_since_period_code
    from fct_task_month as m
    left join (
        select
            locality_code,
            year,
            task_code,
            max(ends_on) as ends_on
        from fct_task_month
        where is_reported
        group by locality_code, year, task_code
    ) as s
        on m.locality_code = s.locality_code and m.year = s.year and m.task_code = s.task_code
    group by m.locality_code, m.year, m.task_code
),

newest as (
    select
        s.locality_code,
        t.year,
        s.task_code,
        max_by(s, t.ends_on) as said
    from fct_task_status as s
    inner join fct_task_month as t
        on
            s.locality_code = t.locality_code
            and s.task_code = t.task_code
            and s.period_code = t.period_code
            and s.submission_id = t.submission_id
    group by s.locality_code, t.year, s.task_code
),

standing as (
    select
        t.*,
        n.said,
        case when c.change_count > 0 then c.due_on else t.original_due_on end as due_in_force_on,
        coalesce(c.change_count, 0) as change_count,
        c.reason as last_change_reason,
        coalesce(m.last_due.is_silent, false) as is_silent,
        coalesce(m.silent_count, 0) as silent_count,
        m.silent_since_period_code,
        r.as_of
    from stg_task as t
    cross join stg_run as r
    left join changed as c
        on t.locality_code = c.locality_code and t.year = c.year and t.task_code = c.task_code
    left join months as m
        on t.locality_code = m.locality_code and t.year = m.year and t.task_code = m.task_code
    left join newest as n
        on t.locality_code = n.locality_code and t.year = n.year and t.task_code = n.task_code
    where t.is_in_force
),

judged as (
    select
        s.*,
        coalesce(s.said.state, '') <> 'done' and coalesce(s.due_in_force_on < s.as_of, false)
            as is_overdue,
        case
            when s.said.state = 'done' then 'done'
            when s.due_in_force_on < s.as_of then 'overdue'
            when s.is_silent then 'silent'
            else coalesce(s.said.state, 'not_asked')
        end as status_code
    from standing as s
)

select
    j.locality_code,
    p.locality_name,
    j.year,
    j.task_code,
    j.task_name,
    j.plan_point,
    nullif(j.unit_code, '') as lead_unit_code,
    u.unit_name as lead_unit_name,
    u.unit_short_name as lead_unit_short_name,
    j.status_code,
    w.label as status_label,
    cast(w.sort_order as integer) as status_order,
    j.is_overdue,
    cast(case when j.is_overdue then j.as_of - j.due_in_force_on else 0 end as integer)
        as days_overdue,
    j.is_silent,
    cast(j.silent_count as integer) as silent_period_count,
    j.silent_since_period_code,
    j.said.state as state,
    j.said.state_label as state_label,
    j.said.percent as percent,
    j.said.result as result,
    j.said.period_code as reported_period_code,
    j.original_due_on,
    j.due_in_force_on as due_on,
    cast(j.change_count as integer) as due_change_count,
    j.last_change_reason,
    cast(j.sort_order as integer) as task_order,
    coalesce(j.said.is_illustrative, p.is_illustrative) as is_illustrative,
    j.said.submission_id as submission_id,
    j.said.source_file as source_file,
    j.said.source_sheet as source_sheet,
    j.said.source_cell as source_cell
from judged as j
inner join stg_word as w on j.status_code = w.code and w.word_kind = 'task_status'
left join stg_plan as p on j.locality_code = p.locality_code
left join stg_unit as u on j.locality_code = u.locality_code and j.unit_code = u.unit_code
