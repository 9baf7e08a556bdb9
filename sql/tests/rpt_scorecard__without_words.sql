-- offenders: rows whose measure, result or status has no word, or whose reason is missing or
-- unfinished
select
    locality_code,
    measure_code,
    period_code,
    status_code,
    status_reason
from rpt_scorecard
where
    status_label is null
    or status_since_period is null
    or coalesce(status_reason, '') = ''
    or contains(status_reason, '{')
    or coalesce(measure_label, '') = ''
    or coalesce(result_label, '') = ''
    or contains(result_label, '{')
