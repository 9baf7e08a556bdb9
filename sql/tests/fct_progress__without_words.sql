-- offenders: rows whose reason or result is missing or unfinished, or that do not say since when
select
    locality_code,
    measure_code,
    period_code,
    status_code,
    status_reason
from fct_progress
where
    status_since_period is null
    or coalesce(status_reason, '') = ''
    or contains(status_reason, '{')
    or coalesce(result_label, '') = ''
    or contains(result_label, '{')
    or pace_source is null
