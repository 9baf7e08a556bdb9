-- offenders: rates that are not 100 × numerator / denominator
select
    locality_code,
    measure_code,
    unit_code,
    period_code,
    value,
    numerator,
    denominator
from fct_measure_value
where
    kind = 'rate'
    and (
        abs(value * denominator - 100 * numerator) > 0.000001 * abs(denominator)
        or abs(cumulative_value * cumulative_denominator - 100 * cumulative_numerator)
        > 0.000001 * abs(cumulative_denominator)
        or (value is null and denominator <> 0 and numerator is not null)
    )
