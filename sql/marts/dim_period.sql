-- grain: one row per locality, period
-- The plans' periods; is_latest marks the month that ended last in the calendar most measures use,
-- or the year's closing period once its reports are due.
select
    locality_code,
    period_code,
    year,
    period_kind,
    calendar_code,
    period_label,
    cast(period_no as integer) as period_no,
    starts_on,
    ends_on,
    due_on,
    is_collected,
    is_latest_of_calendar and is_main_calendar as is_latest
from stg_period
