-- grain: one row per locality, unit
-- Who reports and who is only named beside a measure.
-- columns:
-- sort_order: its place in the plan's list
select
    locality_code,
    unit_code,
    unit_name,
    unit_short_name,
    is_reporting,
    sort_order
from stg_unit
