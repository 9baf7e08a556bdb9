-- grain: one row per locality, plan version, measure, unit
-- Who does what for a measure, as each version says: a period is looked at with the version that
-- was in force when it ended.
select
    s.locality_code,
    s.plan_version,
    s.measure_code,
    s.unit_code,
    s.role,
    s.is_authority
from ledger.plan_assignment as s
inner join stg_adopted as a
    on s.locality_code = a.locality_code and s.plan_version = a.plan_version
