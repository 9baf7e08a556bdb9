-- grain: one row per locality, measure, target version
-- The targets as decided, with the document each rests on.
-- of: dim_target
-- columns:
-- target_label: chỉ tiêu giao with its sign, as it is read; pending and withdrawn in words
select
    t.locality_code,
    l.locality_name,
    t.measure_code,
    m.measure_label,
    t.target_no,
    t.target_label,
    t.valid_from,
    t.assessed_on,
    t.decision_label,
    m.is_restricted
from dim_target as t
inner join dim_locality as l on t.locality_code = l.locality_code
left join dim_measure as m
    on t.locality_code = m.locality_code and t.measure_code = m.measure_code
