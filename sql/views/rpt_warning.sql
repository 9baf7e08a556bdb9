-- grain: one row per test of weight warn, offender
-- Where units do not agree with each other or with themselves, in words.
-- of: meta_warning
-- columns:
-- title: what the test finds, in short
select
    w.locality_code,
    l.locality_name,
    w.unit_code,
    u.unit_short_name,
    w.measure_code,
    w.period_code,
    p.period_label,
    p.period_no,
    c.title,
    w.sentence,
    w.source_file,
    w.source_sheet,
    w.source_cell,
    w.is_restricted
from meta_warning as w
inner join dim_locality as l on w.locality_code = l.locality_code
inner join meta_check as c on w.test_name = c.test_name
left join dim_period as p
    on w.locality_code = p.locality_code and w.period_code = p.period_code
left join dim_unit as u on w.locality_code = u.locality_code and w.unit_code = u.unit_code
