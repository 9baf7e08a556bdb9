-- grain: one row per locality, measure, month that has ended (closing period: once due)
-- The board's view of fct_progress: how each measure stands against its target, why, and since
-- when, with the words, shapes and colours of the plan.
-- private: explanation
-- columns:
-- pace_method: the same as pace, under the name the board's workbook uses
select
    f.locality_code,
    l.locality_name,
    f.measure_code,
    m.measure_name,
    m.short_name,
    m.indicator_no,
    m.unit_of_measure,
    m.measure_label,
    f.kind,
    f.pace,
    f.period_code,
    f.period_label,
    f.period_no,
    f.ends_on,
    f.is_latest_period,
    f.lead_unit_code,
    u.unit_name as lead_unit_name,
    u.unit_short_name as lead_unit_short_name,
    f.status_code,
    s.status_word,
    s.status_shape,
    s.status_shape || ' ' || s.status_word as status_label,
    s.status_colour,
    cast(s.status_order as integer) as status_order,
    s.status_group,
    f.status_since_period,
    f.status_since_label,
    f.status_reason,
    f.is_restricted,
    f.is_illustrative,
    f.target_kind,
    f.comparator,
    f.target,
    f.target_label,
    f.target_valid_from,
    f.assessed_on,
    f.decision_label,
    f.figure_state,
    f.value,
    f.cumulative_value,
    f.numerator,
    f.denominator,
    f.cumulative_numerator,
    f.cumulative_denominator,
    f.cumulative_basis,
    f.is_done,
    f.criteria_percent,
    f.result_label,
    f.completion_rate,
    f.expected_rate,
    f.expected_value,
    f.gap_value,
    f.remaining_value,
    f.pace as pace_method,
    f.pace_source,
    p.label as pace_source_label,
    f.required_per_month,
    f.forecast_value,
    f.forecast_low,
    f.forecast_high,
    f.forecast_method,
    c.label as forecast_method_label,
    f.same_period_last_year,
    f.change_value,
    f.change_rate,
    f.explanation,
    f.submission_id,
    f.source_file,
    f.source_sha256,
    f.source_sheet,
    f.source_cell,
    f.source_cells
from fct_progress as f
inner join stg_measure as m
    on f.locality_code = m.locality_code and f.measure_code = m.measure_code
inner join stg_plan as l on f.locality_code = l.locality_code
left join stg_unit as u on f.locality_code = u.locality_code and f.lead_unit_code = u.unit_code
left join stg_status as s on f.locality_code = s.locality_code and f.status_code = s.status_code
left join stg_word as p on f.pace_source = p.code and p.word_kind = 'pace'
left join stg_word as c on f.forecast_method = c.code and c.word_kind = 'forecast'
where f.period_kind in ('month', 'final') and f.is_shown
