-- offenders: forecasts whose low, middle and high are not in order, or come without a method; a
-- cumulative that only grows does not end lower than it stands
select
    f.locality_code,
    f.measure_code,
    f.period_code,
    f.forecast_low,
    f.forecast_value,
    f.forecast_high
from fct_progress as f
inner join stg_measure_period as m
    on
        f.locality_code = m.locality_code
        and f.measure_code = m.measure_code
        and f.period_code = m.period_code
where
    f.forecast_low > f.forecast_value
    or f.forecast_value > f.forecast_high
    or (f.forecast_value is not null) <> (f.forecast_low is not null)
    or (f.forecast_value is not null) <> (f.forecast_high is not null)
    or (f.forecast_value is not null and f.forecast_method is null)
    or (f.kind = 'flow' and not m.may_be_negative and f.forecast_low < f.cumulative_value)
    or (f.kind = 'rate' and not m.may_exceed and f.forecast_high > 100)
