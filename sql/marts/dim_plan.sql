-- grain: one row per locality
-- Which version of the plan this release was judged by; readers find the workbook by its hash.
select
    locality_code,
    plan_version,
    year,
    sha256,
    accepted_at
from stg_plan
