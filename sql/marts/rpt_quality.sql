-- grain: one row per locality, unit, period for which a workbook came
-- How well a unit's workbooks were made, apart from when they came: whether the first was right,
-- how many it took, what was found and held back, what was asked and answered. A file sent twice is
-- no attempt, another unit's form neither, and a file that names no period belongs to none: those
-- are in rpt_quality_year.
-- columns:
-- file_count [tệp]: files judged as an attempt at this report
-- duplicate_count [tệp]: files sent again as they were, not counted as attempts
-- first_outcome: kết quả of the first attempt
-- is_first_time_right: đúng ngay lần đầu: the first attempt was taken, and nothing in it was asked, held or refused; an answer left blank to a yêu cầu giải trình does not count
-- attempts_until_accepted [tệp]: ordinal of the attempt that was taken first, with or without rows held back; null without one
-- attempts_until_whole [tệp]: ordinal of the attempt that was taken whole first; null without one
-- refuse_count: phát hiện that refuse, in all attempts
-- hold_count: phát hiện that hold a row, in all attempts
-- ask_count: phát hiện that ask for a reason, in all attempts
-- note_count: phát hiện that only note, in all attempts
-- trial_count: phát hiện on trial, of whatever weight, in all attempts
-- findings_per_file: refuse_count + hold_count + ask_count ÷ file_count
-- values_read [chỉ tiêu]: figures found in the attempts that were taken
-- values_held [chỉ tiêu]: of these, figures held back
-- question_count: yêu cầu giải trình put, each once (fct_ask)
-- explained_count: of these, answered with words
-- mended_count: of these, gone because the row was mended
-- open_count: of these, not answered
with files as (
    select
        j.*,
        j.outcome = 'duplicate' as is_duplicate,
        row_number() over (
            partition by j.locality_code, j.unit_code, j.period_code
            order by j.outcome = 'duplicate', j.version_no, j.receipt_id
        ) as attempt_no
    from stg_judgement as j
    where j.is_for_obligation and j.period_code is not null
),

found as (
    select
        f.receipt_id,
        count(*) filter (where f.severity = 'refuse' and f.stage = 'firm') as refuse_count,
        count(*) filter (where f.severity = 'hold' and f.stage = 'firm') as hold_count,
        count(*) filter (where f.severity = 'ask' and f.stage = 'firm') as ask_count,
        -- a question left blank says nothing of how the workbook was made
        count(*) filter (
            where
            f.severity = 'ask'
            and f.stage = 'firm'
            and coalesce(f.atom, '') not like 'question:%'
        ) as row_ask_count,
        count(*) filter (where f.severity = 'note' and f.stage = 'firm') as note_count,
        count(*) filter (where f.stage <> 'firm') as trial_count
    from ledger.finding as f
    group by f.receipt_id
),

sent as (
    select
        f.locality_code,
        f.unit_code,
        f.period_code,
        count(*) filter (where not f.is_duplicate) as file_count,
        count(*) filter (where f.is_duplicate) as duplicate_count,
        min_by(f.outcome, f.attempt_no) as first_outcome,
        min_by(
            f.is_accepted
            and coalesce(n.refuse_count + n.hold_count + n.row_ask_count, 0) = 0,
            f.attempt_no
        ) as is_first_time_right,
        min(f.attempt_no) filter (where f.is_accepted) as attempts_until_accepted,
        min(f.attempt_no) filter (where f.outcome = 'accepted') as attempts_until_whole,
        sum(n.refuse_count) filter (where not f.is_duplicate) as refuse_count,
        sum(n.hold_count) filter (where not f.is_duplicate) as hold_count,
        sum(n.ask_count) filter (where not f.is_duplicate) as ask_count,
        sum(n.note_count) filter (where not f.is_duplicate) as note_count,
        sum(n.trial_count) filter (where not f.is_duplicate) as trial_count,
        sum(f.values_read) filter (where f.is_accepted) as values_read,
        sum(f.values_held) filter (where f.is_accepted) as values_held,
        bool_or(f.is_illustrative) as is_illustrative
    from files as f
    left join found as n on f.receipt_id = n.receipt_id
    group by f.locality_code, f.unit_code, f.period_code
),

asks as (
    select
        a.locality_code,
        a.unit_code,
        a.period_code,
        count(*) as question_count,
        count(*) filter (where a.state = 'explained') as explained_count,
        count(*) filter (where a.state = 'mended') as mended_count,
        count(*) filter (where a.state = 'open') as open_count
    from fct_ask as a
    group by a.locality_code, a.unit_code, a.period_code
)

select
    s.locality_code,
    s.unit_code,
    u.unit_short_name,
    s.period_code,
    p.period_label,
    cast(p.period_no as integer) as period_no,
    p.year,
    cast(s.file_count as integer) as file_count,
    cast(s.duplicate_count as integer) as duplicate_count,
    s.first_outcome,
    s.is_first_time_right,
    cast(s.attempts_until_accepted as integer) as attempts_until_accepted,
    cast(s.attempts_until_whole as integer) as attempts_until_whole,
    cast(coalesce(s.refuse_count, 0) as integer) as refuse_count,
    cast(coalesce(s.hold_count, 0) as integer) as hold_count,
    cast(coalesce(s.ask_count, 0) as integer) as ask_count,
    cast(coalesce(s.note_count, 0) as integer) as note_count,
    cast(coalesce(s.trial_count, 0) as integer) as trial_count,
    cast(
        round(
            cast(
                coalesce(s.refuse_count, 0) + coalesce(s.hold_count, 0) + coalesce(s.ask_count, 0)
                as double
            ) / s.file_count,
            6
        ) as decimal(24, 6)
    ) as findings_per_file,
    cast(coalesce(s.values_read, 0) as integer) as values_read,
    cast(coalesce(s.values_held, 0) as integer) as values_held,
    cast(coalesce(a.question_count, 0) as integer) as question_count,
    cast(coalesce(a.explained_count, 0) as integer) as explained_count,
    cast(coalesce(a.mended_count, 0) as integer) as mended_count,
    cast(coalesce(a.open_count, 0) as integer) as open_count,
    s.is_illustrative
from sent as s
inner join stg_period as p
    on s.locality_code = p.locality_code and s.period_code = p.period_code
inner join stg_unit as u on s.locality_code = u.locality_code and s.unit_code = u.unit_code
left join asks as a
    on
        s.locality_code = a.locality_code
        and s.unit_code = a.unit_code
        and s.period_code = a.period_code
