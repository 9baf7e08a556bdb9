-- grain: one row per locality, unit, period, row of the form, question
-- What a unit was asked to explain (chỗ cần giải trình) in workbooks that were taken, and whether it
-- was answered: a question repeated for the next workbook is one question. It is answered by a giải
-- trình of the row, or of any measure where it is about the workbook, that stands in a later workbook
-- and did not stand in the one that was asked; it is gone when a later one stores the row and is not
-- asked again; a later one without the row leaves it open.
-- An answer left blank to what the office or a red figure asks (yêu cầu giải trình) is not here: it
-- comes back in later months' forms and is followed in fct_question.
-- private: explanation
-- columns:
-- atom: the row of the form: a measure, task:…, difficulty:…; empty for the workbook as a whole
-- measure_code: chỉ tiêu thành phần the question is about; null where it is about none
-- code: the question's code in docs/findings.md
-- title: what is asked about, in short
-- first_version_no: lần gửi that was asked first
-- last_version_no: lần gửi that was asked last
-- workbook_count [tệp]: how many workbooks were asked it
-- asked_on: ngày nhận of the first of them
-- state: open · explained (đã giải trình: words in a later workbook) · mended (đã sửa: a later one is not asked again)
-- state_order: place of the state, what is open first
-- explanation: giải trình that was given, in the unit's own words; always null in mart_public
-- answered_version_no: lần gửi that answered; null while it is open
-- answered_on: its ngày nhận
with asked as (
    select
        j.locality_code,
        j.unit_code,
        j.period_code,
        coalesce(f.atom, '') as atom,
        f.code,
        max_by(f.title, j.version_no * 1000000 - f.finding_no) as title,
        min(j.version_no) as first_version_no,
        max(j.version_no) as last_version_no,
        max_by(j.submission_id, j.version_no) as submission_id,
        count(distinct j.receipt_id) as workbook_count,
        min(j.arrived_on) as asked_on,
        bool_or(j.is_illustrative) as is_illustrative,
        max_by(
            {'file': j.file_name, 'sheet': f.sheet, 'cell': f.cell},
            j.version_no * 1000000 - f.finding_no
        ) as place,
        bool_or(m.is_restricted) as is_restricted,
        min(m.measure_code) as measure_code
    from ledger.finding as f
    inner join stg_judgement as j on f.receipt_id = j.receipt_id
    inner join fct_finding as m on f.receipt_id = m.receipt_id and f.finding_no = m.finding_no
    where
        f.severity = 'ask'
        and f.stage = 'firm'
        and j.is_accepted
        -- a question left blank is open in fct_question already
        and coalesce(f.atom, '') not like 'question:%'
    group by j.locality_code, j.unit_code, j.period_code, coalesce(f.atom, ''), f.code
),

-- the workbooks that were asked, and those of the same report
concerned as (
    select j.submission_id
    from stg_judgement as j
    semi join asked as a
        on
            j.locality_code = a.locality_code
            and j.unit_code = a.unit_code
            and j.period_code = a.period_code
    where j.is_accepted
),

-- what workbooks stored, row by row, with the giải trình beside it
stored as (
    select
        v.submission_id,
        v.measure_code as atom,
        v.explanation,
        m.is_restricted
    from ledger.reported_value as v
    semi join concerned as c on v.submission_id = c.submission_id
    inner join stg_measure as m
        on v.locality_code = m.locality_code and v.measure_code = m.measure_code
    union all
    select
        t.submission_id,
        'task:' || t.task_code as atom,
        t.reason as explanation,
        false as is_restricted
    from ledger.task_report as t
    semi join concerned as c on t.submission_id = c.submission_id
    union all
    select
        d.submission_id,
        'difficulty:' || d.difficulty_no as atom,
        '' as explanation,
        false as is_restricted
    from ledger.difficulty_report as d
    semi join concerned as c on d.submission_id = c.submission_id
    union all
    select
        q.submission_id,
        'question:' || q.question_code as atom,
        q.answer as explanation,
        false as is_restricted
    from ledger.question_report as q
    semi join concerned as c on q.submission_id = c.submission_id
),

later as (
    select
        a.locality_code,
        a.unit_code,
        a.period_code,
        a.atom,
        a.code,
        j.version_no,
        j.arrived_on,
        s.atom as told_of,
        case
            when starts_with(a.atom, 'row:') then ''
            -- a question that is not restricted does not repeat words that are
            when s.is_restricted and not a.is_restricted then ''
            when a.atom = '' and (starts_with(s.atom, 'task:') or starts_with(s.atom, 'question:'))
                then ''
            when s.explanation = o.explanation then ''
            else s.explanation
        end as explanation
    from asked as a
    inner join stg_judgement as j
        on
            a.locality_code = j.locality_code
            and a.unit_code = j.unit_code
            and a.period_code = j.period_code
            and a.last_version_no < j.version_no
            and j.is_accepted
    inner join stored as s
        on
            j.submission_id = s.submission_id
            -- a row without a code is gone when the next workbook is not asked about it
            and (a.atom = s.atom or a.atom = '' or starts_with(a.atom, 'row:'))
    left join stored as o on a.submission_id = o.submission_id and s.atom = o.atom
),

answered as (
    select
        l.locality_code,
        l.unit_code,
        l.period_code,
        l.atom,
        l.code,
        bool_or(l.explanation <> '') as is_explained,
        -- of a whole workbook several rows may speak in one version: the last by its code is told
        max_by(
            l.explanation, {'version_no': l.version_no, 'told_of': l.told_of, 'words': l.explanation}
        ) filter (where l.explanation <> '') as explanation,
        min_by(
            {'version_no': l.version_no, 'arrived_on': l.arrived_on}, l.version_no
        ) filter (where l.explanation <> '') as explained_by,
        min_by({'version_no': l.version_no, 'arrived_on': l.arrived_on}, l.version_no) as gone_by
    from later as l
    group by l.locality_code, l.unit_code, l.period_code, l.atom, l.code
),

judged as (
    select
        a.*,
        e.explanation,
        coalesce(e.explained_by, e.gone_by) as answered_by,
        case
            when e.is_explained then 'explained'
            when e.gone_by is not null then 'mended'
            else 'open'
        end as state
    from asked as a
    left join answered as e
        on
            a.locality_code = e.locality_code
            and a.unit_code = e.unit_code
            and a.period_code = e.period_code
            and a.atom = e.atom
            and a.code = e.code
)

select
    j.locality_code,
    j.unit_code,
    j.period_code,
    j.atom,
    j.measure_code,
    j.code,
    j.title,
    cast(j.first_version_no as integer) as first_version_no,
    cast(j.last_version_no as integer) as last_version_no,
    cast(j.workbook_count as integer) as workbook_count,
    j.asked_on,
    j.state,
    w.label as state_label,
    cast(w.sort_order as integer) as state_order,
    j.explanation,
    cast(j.answered_by.version_no as integer) as answered_version_no,
    j.answered_by.arrived_on as answered_on,
    j.is_restricted,
    j.is_illustrative,
    j.place.file as source_file,
    j.place.sheet as source_sheet,
    j.place.cell as source_cell
from judged as j
inner join stg_word as w on j.state = w.code and w.word_kind = 'ask'
