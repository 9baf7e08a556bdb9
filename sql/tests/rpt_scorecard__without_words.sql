-- offenders: rows of the board whose measure, result, status or way of reckoning has no word
select
    locality_code,
    measure_code,
    period_code,
    status_code,
    status_reason
from rpt_scorecard
where
    status_label is null
    or coalesce(measure_label, '') = ''
    or coalesce(result_label, '') = ''
    or coalesce(status_reason, '') = ''
    or contains(status_reason, '{')
    or pace_source_label is null
    or (forecast_method is not null and forecast_method_label is null)
