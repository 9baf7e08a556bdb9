-- grain: one row per locality, unit, period, row of the form, question
-- The questions put to units and what became of them, what is open first.
-- of: fct_ask
-- columns:
-- measure_label: chỉ tiêu thành phần the question is about; empty where it is about none
select
    a.locality_code,
    l.locality_name,
    a.unit_code,
    u.unit_short_name,
    a.period_code,
    p.period_label,
    p.period_no,
    coalesce(a.measure_code || ' · ' || m.measure_name, '') as measure_label,
    a.code,
    a.title,
    a.workbook_count,
    a.asked_on,
    a.state,
    a.state_label,
    a.state_order,
    a.explanation,
    a.answered_on,
    a.source_file,
    a.source_sheet,
    a.source_cell,
    a.is_restricted
from fct_ask as a
inner join dim_locality as l on a.locality_code = l.locality_code
left join dim_measure as m
    on a.locality_code = m.locality_code and a.measure_code = m.measure_code
left join dim_period as p
    on a.locality_code = p.locality_code and a.period_code = p.period_code
left join dim_unit as u on a.locality_code = u.locality_code and a.unit_code = u.unit_code
