-- grain: one row per locality
-- The wards whose plans are in force here; a city is many rows and nothing else changes.
select
    locality_code,
    locality_name,
    locality_kind,
    official_code,
    city_name,
    is_illustrative
from stg_plan
