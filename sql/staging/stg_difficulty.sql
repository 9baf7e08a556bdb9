-- grain: one row per locality, unit, period, row of the list of difficulties
-- What counts about each difficulty, and the case it belongs to: a unit's rows that say the same,
-- in whichever row and month. Two texts are two cases; a row without a text is a case of its own.
-- The case is called by where it was first said, which tells none of its words, not even to somebody
-- who guesses them, and which no later workbook changes.
with told as (
    select
        d.locality_code,
        d.unit_code,
        d.period_code,
        d.difficulty_no,
        d.what,
        d.since_on,
        d.proposed_to,
        d.proposal,
        d.submission_id,
        d.sheet,
        d.cell,
        j.version_no,
        j.receipt_id,
        j.recorded_at,
        j.is_illustrative,
        j.file_name,
        j.arrived_on,
        vi_text_key(d.what) as text_key
    from ledger.difficulty_report as d
    inner join stg_judgement as j on d.submission_id = j.submission_id
),

keyed as (
    select
        t.*,
        first_value(
            concat_ws(
                '/', t.locality_code, t.unit_code, t.period_code, t.version_no, t.difficulty_no
            )
        ) over (
            partition by
                t.locality_code,
                t.unit_code,
                t.text_key,
                case when t.text_key = '' then t.period_code || '/' || t.difficulty_no end
            order by t.recorded_at, t.period_code, t.version_no, t.receipt_id, t.difficulty_no
            rows between unbounded preceding and unbounded following
        ) as case_code
    from told as t
)

select
    k.* exclude (text_key, recorded_at),
    p.ends_on,
    -- a later file of the same month repeats the row; it was raised when the first one came
    min(k.arrived_on) over (partition by k.case_code, k.period_code) as raised_on
from keyed as k
inner join stg_period as p
    on k.locality_code = p.locality_code and k.period_code = p.period_code
qualify row_number() over (
        partition by k.locality_code, k.unit_code, k.period_code, k.difficulty_no
        order by k.version_no desc, k.receipt_id desc
    ) = 1
