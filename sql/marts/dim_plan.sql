-- grain: one row per locality
-- Which version of the plan this release was judged by; readers of a release find the workbook by it.
select
    locality_code,
    plan_version,
    year,
    sha256,
    accepted_at
from stg_plan
