-- grain: one row per locality, year, unit, question, measure and period it is about
-- Yêu cầu giải trình: what the office asks about a figure, and what a figure asks by itself when its
-- measure turns red without a word. A measure asks once for each time that it turns red, in the month
-- in which it did, of the unit whose figure counts; it asks no more when it is red no longer. The
-- period that closes the year asks as a month does, once the board shows it. The question travels in
-- the unit's forms, those of the next year too, until it is answered there, or in a later month's
-- giải trình of the measure. The office's code stands once for each figure that it was ever used for: words about one
-- are no answer about another.
-- private: question, asked_by, answer
-- columns:
-- question_code: the office's own code; do/measure/period for a red figure's
-- question_source: office (văn phòng hỏi) · rule (số liệu đỏ tự hỏi)
-- about_label: measure and period, or since when it is red, as the form shows them
-- figure_label: what this unit reported for the period, with its unit, or how far the red measure is by now; empty where there is none
-- question: the words of the question; always null in mart_public
-- asked_by: who asks; always null in mart_public
-- asked_on: ngày hỏi; of a rule the day the month's report came
-- answer_due_on: hạn trả lời; null where it waits for the next form
-- asked_source: sheet and cell of the plan workbook; null for a rule's
-- state: open · answered (đã giải trình) · withdrawn (thôi hỏi)
-- state_order: place of the state, what is open first
-- asked_count [lần]: in how many periods' forms it came back, and the one that is out while it is open
-- last_asked_period_code: the last period whose form with it came back; null before the first
-- answer: what the unit answered, its newest words; always null in mart_public
-- answered_on: ngày nhận of the workbook that says it
-- age_days [ngày]: from asked_on to the answer, or to as_of; null when it was withdrawn
-- is_overdue: answer_due_on went by, or had gone by, without an answer
-- is_in_forms: it stands in the next form of the unit
with verdicts as (
    select
        p.locality_code,
        p.measure_code,
        p.year,
        p.period_code,
        p.authority_unit_code as unit_code,
        p.status_code,
        p.status_code in ('at_risk', 'failed') as is_red,
        p.status_reason,
        coalesce(p.explanation, '') as explanation,
        p.submission_id,
        p.source_file,
        p.source_sha256,
        p.source_sheet,
        p.source_cell,
        p.period_no,
        lag(p.status_code) over (
            partition by p.locality_code, p.measure_code, p.year order by p.period_no
        ) as status_before
    from fct_progress as p
    inner join stg_period as s
        on p.locality_code = s.locality_code and p.period_code = s.period_code
    where
        p.period_kind in ('month', 'final')
        and s.is_shown
        -- a month that says nothing about the measure neither begins nor ends anything
        and p.status_code not in ('not_reported', 'not_due', 'pending_target', 'not_assessed')
),

turned as (
    select
        v.*,
        count(*) filter (
            where v.is_red and coalesce(v.status_before not in ('at_risk', 'failed'), true)
        ) over (
            partition by v.locality_code, v.measure_code, v.year order by v.period_no
        ) as run_no,
        max(v.period_no) over (partition by v.locality_code, v.measure_code, v.year) as newest_no
    from verdicts as v
),

runs as (
    select
        t.locality_code,
        t.measure_code,
        t.year,
        min_by(t.period_code, t.period_no) as period_code,
        min_by(t.unit_code, t.period_no) as unit_code,
        max_by(t.period_code, t.period_no) as last_period_code,
        max_by(t.status_code, t.period_no) as status_code,
        max_by(t.status_reason, t.period_no) as status_reason,
        min_by(t.explanation, t.period_no) as first_explanation,
        min_by(t, t.period_no) filter (where t.explanation <> '') as explained_by,
        max(t.period_no) = max(t.newest_no) as is_red_still
    from turned as t
    where t.is_red and t.unit_code is not null
    group by t.locality_code, t.measure_code, t.year, t.run_no
),

arrived as (
    select
        j.locality_code,
        j.unit_code,
        j.period_code,
        min(j.arrived_on) as arrived_on
    from stg_judgement as j
    where j.is_accepted
    group by j.locality_code, j.unit_code, j.period_code
),

by_rule as (
    select
        r.locality_code,
        r.year,
        'do/' || r.measure_code || '/' || r.period_code as question_code,
        r.unit_code,
        r.measure_code,
        r.period_code,
        r.last_period_code as figure_period_code,
        'Chỉ tiêu “' || s.status_word || '”. '
        || case
            when r.last_period_code <> r.period_code then 'Đến ' || lower(n.period_label) || ': '
            else ''
        end
        || r.status_reason || ' Đề nghị nêu nguyên nhân, cách khắc phục.' as question,
        coalesce(a.arrived_on, p.ends_on) as asked_on,
        r.first_explanation,
        r.explained_by,
        r.is_red_still and coalesce(h.ask_when_red, 1) <> 0 as is_asked
    from runs as r
    inner join stg_period as p
        on r.locality_code = p.locality_code and r.period_code = p.period_code
    inner join stg_period as n
        on r.locality_code = n.locality_code and r.last_period_code = n.period_code
    -- whether red asks is a word of the year whose figure is red
    left join stg_adopted as y
        on r.locality_code = y.locality_code and r.year = y.year and y.is_latest_of_year
    left join stg_threshold as h
        on y.locality_code = h.locality_code and y.plan_version = h.plan_version
    left join stg_status as s
        on r.locality_code = s.locality_code and r.status_code = s.status_code
    left join arrived as a
        on
            r.locality_code = a.locality_code
            and r.unit_code = a.unit_code
            and r.period_code = a.period_code
),

-- what a form asked stays, also when the figure was corrected since
gone as (
    select
        r.locality_code,
        r.year,
        r.question_code,
        r.unit_code,
        r.about_measure_code as measure_code,
        r.about_period_code as period_code
    from stg_question_report as r
    left join by_rule as b
        on
            r.locality_code = b.locality_code
            and r.year = b.year
            and r.unit_code = b.unit_code
            and r.question_code = b.question_code
    where r.question_code like 'do/%/%' and b.question_code is null
),

asked as (
    select
        q.locality_code,
        q.year,
        q.question_code,
        'office' as question_source,
        q.unit_code,
        q.measure_code,
        q.period_code,
        q.period_code as figure_period_code,
        q.question,
        q.asked_by,
        q.asked_on,
        q.answer_due_on,
        q.sheet || ' › ' || q.cell as asked_source,
        q.is_asked,
        false as needs_report,
        null as explained_by
    from stg_question as q
    union all
    select
        b.locality_code,
        b.year,
        b.question_code,
        'rule' as question_source,
        b.unit_code,
        b.measure_code,
        b.period_code,
        b.figure_period_code,
        b.question,
        'Số liệu đỏ tự hỏi' as asked_by,
        b.asked_on,
        null as answer_due_on,
        null as asked_source,
        b.is_asked,
        -- nobody is told of a question that no form showed and that is asked no more
        not b.is_asked or b.first_explanation <> '' as needs_report,
        b.explained_by
    from by_rule as b
    union all
    select
        g.locality_code,
        g.year,
        g.question_code,
        'rule' as question_source,
        g.unit_code,
        g.measure_code,
        g.period_code,
        g.period_code as figure_period_code,
        'Chỉ tiêu khi đó được đánh giá là không đạt hoặc nguy cơ không đạt.' as question,
        'Số liệu đỏ tự hỏi' as asked_by,
        coalesce(a.arrived_on, p.ends_on) as asked_on,
        null as answer_due_on,
        null as asked_source,
        false as is_asked,
        true as needs_report,
        null as explained_by
    from gone as g
    inner join stg_period as p
        on g.locality_code = p.locality_code and g.period_code = p.period_code
    left join arrived as a
        on
            g.locality_code = a.locality_code
            and g.unit_code = a.unit_code
            and g.period_code = a.period_code
),

-- who still gets a form: a unit that the new year's plan has left out closes the old one
reporting as (
    select distinct
        u.locality_code,
        u.unit_code
    from ledger.plan_unit as u
    inner join dim_plan as d
        on u.locality_code = d.locality_code and u.plan_version = d.plan_version
    cross join stg_run as r
    where
        u.is_reporting
        and d.is_last_of_year
        and (d.is_in_force or r.as_of <= d.last_due_on + interval 1 month)
),

judged as (
    select
        a.* exclude (explained_by),
        r.period_count,
        r.last_period_code,
        case
            when r.answered_by is not null then r.answered_by.answer
            else a.explained_by.explanation
        end as answer,
        case
            when r.answered_by is not null then r.answered_by.arrived_on
            else e.arrived_on
        end as answered_on,
        case
            when r.answered_by is not null
                then {
                        'submission_id': r.answered_by.submission_id,
                        'file': r.answered_by.file,
                        'sha256': r.answered_by.sha256,
                        'sheet': r.answered_by.sheet,
                        'cell': r.answered_by.cell
                    }
            when a.explained_by is not null
                then {
                        'submission_id': a.explained_by.submission_id,
                        'file': a.explained_by.source_file,
                        'sha256': a.explained_by.source_sha256,
                        'sheet': a.explained_by.source_sheet,
                        'cell': a.explained_by.source_cell
                    }
        end as place,
        case
            when r.answered_by is not null or a.explained_by is not null then 'answered'
            when a.is_asked then 'open'
            else 'withdrawn'
        end as state
    from asked as a
    left join stg_question_report as r
        on
            a.locality_code = r.locality_code
            and a.year = r.year
            and a.unit_code = r.unit_code
            and a.question_code = r.question_code
            and a.measure_code = r.about_measure_code
            and a.period_code = r.about_period_code
    left join stg_judgement as e on a.explained_by.submission_id = e.submission_id
    where not a.needs_report or r.question_code is not null
)

select
    j.locality_code,
    j.year,
    j.unit_code,
    u.unit_short_name,
    j.question_code,
    j.question_source,
    j.measure_code,
    j.period_code,
    m.measure_code || ' ' || m.short_name || ' – '
    || case j.question_source when 'rule' then 'từ ' else '' end
    || lower(p.period_label) as about_label,
    coalesce(
        case
            when j.question_source = 'office' and m.kind <> 'milestone'
                then vi_amount(v.value, 2, m.unit_of_measure)
        end,
        -- what the board shows is only told to the unit that it has it from
        case
            when g.authority_unit_code = j.unit_code and g.cumulative_value is not null
                then case
                        when m.kind = 'milestone' or g.target_kind = 'maintained'
                            then g.result_label
                        else vi_amount(g.cumulative_value, 2, m.unit_of_measure)
                    end
            when g.authority_unit_code = j.unit_code then g.result_label
        end,
        ''
    ) as figure_label,
    j.question,
    j.asked_by,
    j.asked_on,
    j.answer_due_on,
    j.asked_source,
    j.state,
    w.label as state_label,
    cast(w.sort_order as integer) as state_order,
    cast(
        greatest(1, coalesce(j.period_count, 0) + case when j.state = 'open' then 1 else 0 end)
        as integer
    ) as asked_count,
    j.last_period_code as last_asked_period_code,
    j.answer,
    j.answered_on,
    case
        when j.state <> 'withdrawn'
            then cast(greatest(0, coalesce(j.answered_on, r.as_of) - j.asked_on) as integer)
    end as age_days,
    j.state <> 'withdrawn'
    and coalesce(j.answer_due_on < coalesce(j.answered_on, r.as_of), false) as is_overdue,
    j.state = 'open' and o.unit_code is not null as is_in_forms,
    m.is_restricted,
    y.is_illustrative,
    j.place.submission_id as submission_id,
    j.place.file as source_file,
    j.place.sha256 as source_sha256,
    j.place.sheet as source_sheet,
    j.place.cell as source_cell
from judged as j
cross join stg_run as r
inner join stg_plan as y on j.locality_code = y.locality_code
inner join stg_unit as u on j.locality_code = u.locality_code and j.unit_code = u.unit_code
left join reporting as o on j.locality_code = o.locality_code and j.unit_code = o.unit_code
inner join stg_measure as m
    on j.locality_code = m.locality_code and j.measure_code = m.measure_code
inner join stg_period as p
    on j.locality_code = p.locality_code and j.period_code = p.period_code
inner join stg_word as w on j.state = w.code and w.word_kind = 'question'
left join fct_measure_value as v
    on
        j.locality_code = v.locality_code
        and j.measure_code = v.measure_code
        and j.unit_code = v.unit_code
        and j.figure_period_code = v.period_code
left join fct_progress as g
    on
        j.locality_code = g.locality_code
        and j.measure_code = g.measure_code
        and j.figure_period_code = g.period_code
