-- offenders: sums that say they are whole and lack a place, or lack one without naming it
select
    level,
    place_code,
    measure_code,
    period_code,
    state
from fct_rollup
where
    (reported_count > expected_count and level in ('city', 'country'))
    or (state = 'whole' and reported_count < expected_count)
    or (
        level in ('city', 'country')
        and (reported_count < expected_count) <> (missing_places is not null)
    )
    or (
        last_year_value is not null
        and last_year_state not in (
            'stated', 'same_place', 'predecessors', 'estimated', 'summed'
        )
    )
