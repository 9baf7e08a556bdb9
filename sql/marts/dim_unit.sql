-- grain: one row per locality, unit
-- Who reports and who is only named beside a measure.
select
    locality_code,
    unit_code,
    unit_name,
    unit_short_name,
    is_reporting,
    sort_order
from stg_unit
