-- grain: one row per locality, unit, year
-- When and how well a unit has reported in the year so far. Every rate is made of the sums beside
-- it, never of the months' rates, so units may be added up the same way.
-- columns:
-- on_time_count [kỳ]: reports on time
-- late_count [kỳ]: reports that came late
-- missing_count [kỳ]: reports that are due and did not come
-- refused_count [kỳ]: reports of which no file was taken
-- not_due_count [kỳ]: reports that are not due yet
-- days_late [ngày]: days the late reports were late, together
-- on_time_rate [1 = 100 %]: on_time_count ÷ on time, late, missing and refused
-- sent_count [kỳ]: periods for which a file came
-- first_time_right_count [kỳ]: of these, right the first time
-- first_time_right_rate [1 = 100 %]: first_time_right_count ÷ sent_count
-- accepted_count [kỳ]: periods for which a file was taken
-- attempts_until_accepted [tệp]: the attempts that took, together
-- attempts_per_period [tệp]: attempts_until_accepted ÷ accepted_count
-- file_count [tệp]: files judged as attempts
-- duplicate_count [tệp]: files sent again as they were
-- misplaced_count [tệp]: files of another unit dropped in this one's folder
-- nameless_count [tệp]: files that did not say of which period they are: not readable, or no form
-- refuse_count: phát hiện that refuse
-- hold_count: phát hiện that hold a row
-- ask_count: phát hiện that ask for a reason
-- note_count: phát hiện that only note
-- trial_count: phát hiện on trial
-- findings_per_file: refuse_count + hold_count + ask_count ÷ file_count
-- values_read [chỉ tiêu]: figures found in the attempts that were taken
-- values_held [chỉ tiêu]: of these, figures held back
-- values_held_now [chỉ tiêu]: figures held back that no later file has stored
-- question_count: yêu cầu giải trình put, each once (fct_ask)
-- explained_count: of these, answered with words
-- mended_count: of these, gone because the row was mended
-- open_count: of these, not answered
-- explained_rate [1 = 100 %]: explained_count ÷ question_count
with due as (
    select
        c.locality_code,
        c.unit_code,
        p.year,
        count(*) filter (where c.state = 'on_time') as on_time_count,
        count(*) filter (where c.state = 'late') as late_count,
        count(*) filter (where c.state = 'missing') as missing_count,
        count(*) filter (where c.state = 'refused') as refused_count,
        count(*) filter (where c.state = 'not_due') as not_due_count,
        sum(c.days_late) filter (where c.state = 'late') as days_late,
        sum(c.values_held) as values_held_now
    from rpt_compliance as c
    inner join stg_period as p
        on c.locality_code = p.locality_code and c.period_code = p.period_code
    group by c.locality_code, c.unit_code, p.year
),

made as (
    select
        q.locality_code,
        q.unit_code,
        q.year,
        count(*) as sent_count,
        count(*) filter (where q.is_first_time_right) as first_time_right_count,
        count(q.attempts_until_accepted) as accepted_count,
        sum(q.attempts_until_accepted) as attempts_until_accepted,
        sum(q.file_count) as file_count,
        sum(q.duplicate_count) as duplicate_count,
        sum(q.refuse_count) as refuse_count,
        sum(q.hold_count) as hold_count,
        sum(q.ask_count) as ask_count,
        sum(q.note_count) as note_count,
        sum(q.trial_count) as trial_count,
        sum(q.values_read) as values_read,
        sum(q.values_held) as values_held,
        sum(q.question_count) as question_count,
        sum(q.explained_count) as explained_count,
        sum(q.mended_count) as mended_count,
        sum(q.open_count) as open_count
    from rpt_quality as q
    group by q.locality_code, q.unit_code, q.year
),

-- files that are no attempt at anything: of the year of their period, else of their day
astray as (
    select
        j.locality_code,
        j.unit_code,
        coalesce(p.year, year(j.arrived_on)) as year,
        count(*) filter (where p.year is not null) as misplaced_count,
        count(*) filter (where p.year is null) as nameless_count
    from stg_judgement as j
    left join stg_period as p
        on j.locality_code = p.locality_code and j.period_code = p.period_code
    where not j.is_for_obligation or j.period_code is null
    group by j.locality_code, j.unit_code, coalesce(p.year, year(j.arrived_on))
),

units as (
    select
        locality_code,
        unit_code,
        year
    from due
    union
    select
        locality_code,
        unit_code,
        year
    from made
    union
    select
        locality_code,
        unit_code,
        year
    from astray
)

select
    k.locality_code,
    l.locality_name,
    k.unit_code,
    u.unit_name,
    u.unit_short_name,
    cast(u.sort_order as integer) as unit_order,
    k.year,
    cast(coalesce(d.on_time_count, 0) as integer) as on_time_count,
    cast(coalesce(d.late_count, 0) as integer) as late_count,
    cast(coalesce(d.missing_count, 0) as integer) as missing_count,
    cast(coalesce(d.refused_count, 0) as integer) as refused_count,
    cast(coalesce(d.not_due_count, 0) as integer) as not_due_count,
    cast(coalesce(d.days_late, 0) as integer) as days_late,
    cast(
        round(
            cast(d.on_time_count as double)
            / nullif(d.on_time_count + d.late_count + d.missing_count + d.refused_count, 0),
            6
        ) as decimal(24, 6)
    ) as on_time_rate,
    cast(coalesce(m.sent_count, 0) as integer) as sent_count,
    cast(coalesce(m.first_time_right_count, 0) as integer) as first_time_right_count,
    cast(
        round(cast(m.first_time_right_count as double) / nullif(m.sent_count, 0), 6)
        as decimal(24, 6)
    ) as first_time_right_rate,
    cast(coalesce(m.accepted_count, 0) as integer) as accepted_count,
    cast(coalesce(m.attempts_until_accepted, 0) as integer) as attempts_until_accepted,
    cast(
        round(cast(m.attempts_until_accepted as double) / nullif(m.accepted_count, 0), 6)
        as decimal(24, 6)
    ) as attempts_per_period,
    cast(coalesce(m.file_count, 0) as integer) as file_count,
    cast(coalesce(m.duplicate_count, 0) as integer) as duplicate_count,
    cast(coalesce(a.misplaced_count, 0) as integer) as misplaced_count,
    cast(coalesce(a.nameless_count, 0) as integer) as nameless_count,
    cast(coalesce(m.refuse_count, 0) as integer) as refuse_count,
    cast(coalesce(m.hold_count, 0) as integer) as hold_count,
    cast(coalesce(m.ask_count, 0) as integer) as ask_count,
    cast(coalesce(m.note_count, 0) as integer) as note_count,
    cast(coalesce(m.trial_count, 0) as integer) as trial_count,
    cast(
        round(
            cast(m.refuse_count + m.hold_count + m.ask_count as double) / nullif(m.file_count, 0), 6
        ) as decimal(24, 6)
    ) as findings_per_file,
    cast(coalesce(m.values_read, 0) as integer) as values_read,
    cast(coalesce(m.values_held, 0) as integer) as values_held,
    cast(coalesce(d.values_held_now, 0) as integer) as values_held_now,
    cast(coalesce(m.question_count, 0) as integer) as question_count,
    cast(coalesce(m.explained_count, 0) as integer) as explained_count,
    cast(coalesce(m.mended_count, 0) as integer) as mended_count,
    cast(coalesce(m.open_count, 0) as integer) as open_count,
    cast(
        round(cast(m.explained_count as double) / nullif(m.question_count, 0), 6)
        as decimal(24, 6)
    ) as explained_rate
from units as k
inner join stg_unit as u on k.locality_code = u.locality_code and k.unit_code = u.unit_code
inner join stg_plan as l on k.locality_code = l.locality_code
left join due as d
    on k.locality_code = d.locality_code and k.unit_code = d.unit_code and k.year = d.year
left join made as m
    on k.locality_code = m.locality_code and k.unit_code = m.unit_code and k.year = m.year
left join astray as a
    on k.locality_code = a.locality_code and k.unit_code = a.unit_code and k.year = a.year
