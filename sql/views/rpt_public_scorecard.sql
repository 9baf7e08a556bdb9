-- grain: one row per locality, public measure, month that has ended (closing period: once due)
-- The scorecard that anybody may read, under a name of its own: a board tells its tables by name alone.
-- of: rpt_scorecard
select
    s.locality_code,
    s.locality_name,
    s.measure_code,
    s.measure_name,
    s.indicator_no,
    s.unit_of_measure,
    s.period_code,
    s.period_label,
    s.period_no,
    s.ends_on,
    s.lead_unit_short_name,
    s.target_label,
    s.result_label,
    s.completion_rate,
    s.status_label,
    s.status_order,
    s.status_group,
    s.status_since_label,
    s.status_reason,
    s.is_illustrative
from rpt_scorecard as s
where not s.is_restricted
