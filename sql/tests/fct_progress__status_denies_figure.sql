-- offenders: states that are mixed up: a figure that is there (zero too), not due, not reported,
-- refused and pending are five different things
select
    locality_code,
    measure_code,
    period_code,
    figure_state,
    value,
    status_code
from fct_progress
where
    (status_code = 'not_due' and figure_state in ('reported', 'not_reported'))
    or (
        status_code = 'not_reported'
        and figure_state not in ('not_reported', 'refused', 'held', 'blank', 'partly_reported')
    )
    or (status_code in ('on_track', 'watch', 'at_risk', 'achieved') and cumulative_value is null
        and criteria_percent is null and is_done is null)
    or (figure_state = 'reported' and months_reported = 0 and cumulative_basis <> 'latest')
    or (figure_state not in ('reported', 'partly_reported') and value is not null)
