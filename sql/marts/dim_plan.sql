-- grain: one row per locality, plan version
-- Which plan this release was judged by, and the versions before it under which forms were issued; readers find the
-- workbook by its hash.
-- columns:
-- year: the year the plan is for
-- sha256: hash of the plan workbook, its name in the archive
-- is_in_force: this version is the one in force
select
    a.locality_code,
    a.plan_version,
    a.year,
    v.sha256,
    v.recorded_at as accepted_at,
    a.is_in_force
from stg_adopted as a
inner join ledger.plan_version as v
    on a.locality_code = v.locality_code and a.plan_version = v.plan_version
