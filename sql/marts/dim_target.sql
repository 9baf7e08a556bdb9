-- grain: one row per locality, measure, target version
-- Targets as decided, year by year and one after the other, with the decision they rest on and,
-- where one was given, what is to be reached by the end of each quarter.
select
    t.locality_code,
    t.measure_code,
    t.year,
    t.target_no,
    t.target_kind,
    t.comparator,
    t.comparator_is_ours,
    t.target,
    t.target_high,
    t.target_label,
    t.quarter_1,
    t.quarter_2,
    t.quarter_3,
    m.unit_of_measure,
    t.valid_from,
    t.valid_to,
    t.assessed_on,
    t.decision_number,
    t.decision_on,
    t.decision_issuer,
    t.decision_label,
    t.note,
    m.is_restricted
from stg_target as t
inner join stg_measure as m
    on t.locality_code = m.locality_code and t.measure_code = m.measure_code
