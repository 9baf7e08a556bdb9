-- grain: one row per locality, measure, unit
-- Who does what for a measure, as the last version that knows it says.
select
    s.locality_code,
    s.measure_code,
    s.unit_code,
    s.role,
    s.is_authority,
    a.is_in_force,
    a.adoption_no
from ledger.plan_assignment as s
inner join stg_adopted as a
    on s.locality_code = a.locality_code and s.plan_version = a.plan_version
qualify row_number() over (
        partition by s.locality_code, s.measure_code, s.unit_code order by a.adoption_no desc
    ) = 1
