-- offenders: rows whose own columns contradict each other: completion, expectation, gap, need,
-- change
select
    locality_code,
    measure_code,
    period_code,
    'completion' as fault
from fct_progress
where
    target_kind = 'numeric'
    and target <> 0
    and abs(completion_rate * target - cumulative_value) > 0.000001 * (1 + abs(target))
union all
select
    locality_code,
    measure_code,
    period_code,
    'expected' as fault
from fct_progress
where
    target_kind = 'numeric'
    and abs(expected_rate * target - expected_value) > 0.000001 * (1 + abs(target))
union all
select
    locality_code,
    measure_code,
    period_code,
    'gap' as fault
from fct_progress
where
    gap_value <> cumulative_value - expected_value
    or (target_kind = 'numeric' and gap_value is null and expected_value is not null
        and cumulative_value is not null)
union all
select
    locality_code,
    measure_code,
    period_code,
    'need' as fault
from fct_progress
where
    remaining_value <> greatest(0, target - cumulative_value)
    or required_per_month < 0
    or (required_per_month > 0 and remaining_value = 0)
union all
select
    locality_code,
    measure_code,
    period_code,
    'change' as fault
from fct_progress
where
    change_value is distinct from value - same_period_last_year
    or abs(change_rate * abs(same_period_last_year) - change_value)
    > 0.000001 * (1 + abs(same_period_last_year))
