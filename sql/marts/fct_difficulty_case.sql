-- grain: one row per locality, unit, difficulty case
-- A difficulty as one thing over the months: raised again it is the same case, however often and in
-- whichever row of the form. Two texts are never taken for one; where a text gave way to another in
-- the same row, the older case is named so that a reader can decide.
-- private: what, proposed_to, proposal, answer, answered_by
-- columns:
-- case_code: the case, by where it was first told: phường/đơn vị/kỳ báo cáo/lần gửi/row; the same in every release
-- what: vướng mắc, as the unit words it now; always null in mart_public
-- proposed_to: whom the unit asks, as last said; always null in mart_public
-- proposal: kiến nghị: what it asks for, as last said; always null in mart_public
-- since_on: since when, as last said; null where the unit never said
-- first_raised_period_code: kỳ báo cáo in which it was raised first
-- first_raised_on: ngày nhận of the file that raised it first
-- last_raised_period_code: kỳ báo cáo in which it was raised last
-- last_raised_period_label: that period, as it is read
-- period_count [kỳ]: in how many periods it was raised
-- consecutive_count [kỳ]: lần thứ: of these, how many in a row up to the last; a period without a report, or of another calendar than the most used one, breaks nothing
-- state: open · answered · closed · no_longer_mentioned (left out of the unit's newest report)
-- state_order: place of the state, what is open first
-- age_from_on: the day its age runs from: since_on, else first_raised_on
-- age_days [ngày]: from then to as_of; of a case that is over, to its end
-- answer: trả lời; null where none is known; always null in mart_public
-- answered_by: who answered; always null in mart_public
-- answered_on: the day of the answer
-- answer_source: where the answer is kept
-- case_code_before: another case whose text stood in this row the report before and is gone since; maybe the same matter
with reported as (
    select
        j.locality_code,
        j.unit_code,
        j.period_code,
        p.ends_on,
        row_number() over (
            partition by j.locality_code, j.unit_code order by p.ends_on, j.period_code
        ) as place
    from (
        select distinct
            locality_code,
            unit_code,
            period_code
        from stg_judgement
        where is_accepted
    ) as j
    inner join stg_period as p
        on j.locality_code = p.locality_code and j.period_code = p.period_code
    where
        p.is_main_calendar
        -- the empty list of a form of another calendar says nothing: what holds the unit up was
        -- asked in its month
        or exists (
            select 1
            from stg_difficulty as d
            where
                j.locality_code = d.locality_code
                and j.unit_code = d.unit_code
                and j.period_code = d.period_code
        )
),

newest_report as (
    select
        locality_code,
        unit_code,
        max(place) as place
    from reported
    group by locality_code, unit_code
),

-- one row per case and period; of two rows that say the same the first speaks
raised as (
    select
        d.*,
        r.place,
        r.place - row_number() over (
            partition by d.locality_code, d.unit_code, d.case_code order by r.place
        ) as run
    from (
        select *
        from stg_difficulty
        qualify row_number() over (
                partition by locality_code, unit_code, case_code, period_code order by difficulty_no
            ) = 1
    ) as d
    inner join reported as r
        on
            d.locality_code = r.locality_code
            and d.unit_code = r.unit_code
            and d.period_code = r.period_code
),

cases as (
    select
        d.locality_code,
        d.unit_code,
        d.case_code,
        min_by(d, d.place) as first_row,
        max_by(d, d.place) as last_row,
        max_by(d.since_on, d.place) filter (where d.since_on is not null) as since_on,
        count(*) as period_count,
        bool_or(d.is_illustrative) as is_illustrative
    from raised as d
    group by d.locality_code, d.unit_code, d.case_code
),

runs as (
    select
        locality_code,
        unit_code,
        case_code,
        run,
        count(*) as period_count
    from raised
    group by locality_code, unit_code, case_code, run
),

-- a case that begins in the row, one report later, in which another one ends
handed_on as (
    select
        n.locality_code,
        n.unit_code,
        n.case_code,
        min(o.case_code) as case_code_before
    from cases as n
    inner join cases as o
        on
            n.locality_code = o.locality_code
            and n.unit_code = o.unit_code
            and n.first_row.place = o.last_row.place + 1
            and n.first_row.difficulty_no = o.last_row.difficulty_no
    group by n.locality_code, n.unit_code, n.case_code
),

judged as (
    select
        c.*,
        a.answer,
        a.answered_by,
        a.answered_on,
        a.answer_source,
        n.period_count as consecutive_count,
        h.case_code_before,
        case
            when a.is_closed and a.answered_on >= c.last_row.raised_on then 'closed'
            when c.last_row.place < w.place then 'no_longer_mentioned'
            when a.answered_on is not null then 'answered'
            else 'open'
        end as state
    from cases as c
    inner join newest_report as w
        on c.locality_code = w.locality_code and c.unit_code = w.unit_code
    inner join runs as n
        on
            c.locality_code = n.locality_code
            and c.unit_code = n.unit_code
            and c.case_code = n.case_code
            and c.last_row.run = n.run
    left join handed_on as h
        on
            c.locality_code = h.locality_code
            and c.unit_code = h.unit_code
            and c.case_code = h.case_code
    left join stg_difficulty_answer as a
        on c.locality_code = a.locality_code and c.case_code = a.case_code
),

dated as (
    select
        j.*,
        coalesce(j.since_on, j.first_row.raised_on) as age_from_on,
        case j.state
            when 'closed' then j.answered_on
            when 'no_longer_mentioned' then j.last_row.ends_on
            else r.as_of
        end as age_until_on
    from judged as j
    cross join stg_run as r
)

select
    d.locality_code,
    d.unit_code,
    u.unit_short_name,
    d.case_code,
    d.last_row.what as what,
    d.last_row.proposed_to as proposed_to,
    d.last_row.proposal as proposal,
    d.since_on,
    d.first_row.period_code as first_raised_period_code,
    d.first_row.raised_on as first_raised_on,
    d.last_row.period_code as last_raised_period_code,
    p.period_label as last_raised_period_label,
    cast(d.period_count as integer) as period_count,
    cast(d.consecutive_count as integer) as consecutive_count,
    d.state,
    w.label as state_label,
    cast(w.sort_order as integer) as state_order,
    d.age_from_on,
    cast(greatest(0, d.age_until_on - d.age_from_on) as integer) as age_days,
    d.answer,
    d.answered_by,
    d.answered_on,
    d.answer_source,
    d.case_code_before,
    d.is_illustrative,
    d.last_row.submission_id as submission_id,
    d.last_row.file_name as source_file,
    d.last_row.sheet as source_sheet,
    d.last_row.cell as source_cell
from dated as d
inner join stg_unit as u on d.locality_code = u.locality_code and d.unit_code = u.unit_code
inner join stg_period as p
    on d.locality_code = p.locality_code and d.last_row.period_code = p.period_code
inner join stg_word as w on d.state = w.code and w.word_kind = 'difficulty'
