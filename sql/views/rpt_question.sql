-- grain: one row per locality, year, unit, question, measure and period it is about
-- Questions about figures as a leader reads them, what is open first.
-- of: fct_question
-- columns:
-- measure_label: chỉ tiêu thành phần the question is about
-- source_label: who asks, in words
-- asked_label: how often it was asked, in words
-- answer_source: file, sheet and cell of the answer; null while it is open
select
    q.locality_code,
    l.locality_name,
    q.unit_code,
    q.unit_short_name,
    q.question_code,
    q.measure_code || ' · ' || m.measure_name as measure_label,
    p.period_label,
    p.period_no,
    q.figure_label,
    case q.question_source when 'rule' then 'số liệu đỏ' else 'văn phòng' end as source_label,
    q.question,
    q.asked_by,
    q.asked_on,
    q.answer_due_on,
    q.asked_count,
    case when q.asked_count > 1 then 'hỏi lần thứ ' || q.asked_count else 'lần đầu' end
        as asked_label,
    q.state,
    q.state_label,
    q.state_order,
    q.answer,
    q.answered_on,
    q.age_days,
    q.is_overdue,
    q.source_file || ' › ' || q.source_sheet || ' › ' || q.source_cell as answer_source,
    q.is_restricted,
    q.is_illustrative
from fct_question as q
inner join dim_locality as l on q.locality_code = l.locality_code
inner join dim_measure as m
    on q.locality_code = m.locality_code and q.measure_code = m.measure_code
inner join dim_period as p
    on q.locality_code = p.locality_code and q.period_code = p.period_code
