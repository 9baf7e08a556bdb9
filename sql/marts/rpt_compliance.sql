-- grain: one row per locality, unit, collected period
-- Who has reported, who is late, whose file was refused, who is missing: five states that never
-- mean the same. A day still running is not past: due means as_of after the due day. A unit owes
-- what the plan in force at the period's end asks of it, and nothing for a period due before the
-- first night.
-- columns:
-- is_latest_period: the period that ended last
-- state: tình trạng nộp: on_time · late · missing · refused · not_due
-- state_order: place of the state, worst first
-- first_accepted_on: ngày nhận of the first file that was taken; null without one
-- days_late [ngày]: days after due_on until it came, or until today; 0 when not late
-- submission_count [tệp]: attempts at it
-- values_held [ô]: figures kept back that no later file has stored
with attempts as (
    select
        j.locality_code,
        j.unit_code,
        j.period_code,
        min(j.arrived_on) filter (where j.is_accepted) as first_accepted_on,
        count(*) as submission_count,
        bool_or(j.outcome in ('refused', 'unreadable')) as has_refused
    from stg_judgement as j
    where j.is_for_obligation and j.period_code is not null
    group by j.locality_code, j.unit_code, j.period_code
),

-- figures whose last word is a row held back: no workbook from that one on has stored them
still_held as (
    select
        h.locality_code,
        h.unit_code,
        h.period_code,
        count(distinct h.atom) as values_held
    from stg_held as h
    left join (
        select
            v.measure_code,
            j.locality_code,
            j.unit_code,
            j.period_code,
            j.version_no
        from ledger.reported_value as v
        inner join stg_judgement as j on v.submission_id = j.submission_id
    ) as s
        on
            h.locality_code = s.locality_code
            and h.unit_code = s.unit_code
            and h.period_code = s.period_code
            and h.atom = s.measure_code
            and h.version_no < s.version_no
    where not h.is_of_a_list and not h.is_blank and s.measure_code is null
    group by h.locality_code, h.unit_code, h.period_code
),

-- a period of another calendar is owed by the units that report a measure in it
reporters as (
    select distinct
        q.locality_code,
        q.period_code,
        s.unit_code
    from stg_measure_period as q
    inner join stg_assignment as s
        on
            q.locality_code = s.locality_code
            and q.plan_version = s.plan_version
            and q.measure_code = s.measure_code
    where s.role <> 'coordinates'
),

states as (
    select
        p.locality_code,
        v.unit_code,
        u.unit_name,
        u.unit_short_name,
        u.sort_order as unit_order,
        p.period_code,
        p.period_label,
        p.period_no,
        p.ends_on,
        p.due_on,
        p.has_ended,
        p.is_latest_of_calendar and p.is_main_calendar as is_latest_period,
        a.first_accepted_on,
        coalesce(a.submission_count, 0) as submission_count,
        coalesce(h.values_held, 0) as values_held,
        case
            when a.first_accepted_on <= p.due_on then 'on_time'
            when a.first_accepted_on is not null and not p.is_owed then 'on_time'
            when a.first_accepted_on > p.due_on then 'late'
            when a.has_refused then 'refused'
            when p.is_owed and r.as_of > p.due_on then 'missing'
            else 'not_due'
        end as state,
        case
            when not p.is_owed then 0
            when a.first_accepted_on > p.due_on then a.first_accepted_on - p.due_on
            when a.first_accepted_on is null and r.as_of > p.due_on then r.as_of - p.due_on
            else 0
        end as days_late
    from stg_period as p
    inner join ledger.plan_unit as v
        on p.locality_code = v.locality_code and p.plan_version = v.plan_version
    inner join stg_unit as u
        on v.locality_code = u.locality_code and v.unit_code = u.unit_code
    cross join stg_run as r
    left join reporters as q
        on
            p.locality_code = q.locality_code
            and p.period_code = q.period_code
            and v.unit_code = q.unit_code
    left join attempts as a
        on
            p.locality_code = a.locality_code
            and v.unit_code = a.unit_code
            and p.period_code = a.period_code
    left join still_held as h
        on
            p.locality_code = h.locality_code
            and v.unit_code = h.unit_code
            and p.period_code = h.period_code
    where
        p.is_collected
        and v.is_reporting
        and (p.is_main_calendar or q.unit_code is not null)
)

select
    s.locality_code,
    l.locality_name,
    s.unit_code,
    s.unit_name,
    s.unit_short_name,
    cast(s.unit_order as integer) as unit_order,
    s.period_code,
    s.period_label,
    cast(s.period_no as integer) as period_no,
    s.ends_on,
    s.due_on,
    s.has_ended,
    s.is_latest_period,
    s.state,
    w.label as state_label,
    cast(w.sort_order as integer) as state_order,
    s.first_accepted_on,
    cast(s.days_late as integer) as days_late,
    cast(s.submission_count as integer) as submission_count,
    cast(s.values_held as integer) as values_held
from states as s
inner join stg_word as w on s.state = w.code and w.word_kind = 'compliance'
inner join stg_plan as l on s.locality_code = l.locality_code
