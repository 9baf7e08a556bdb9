-- grain: one row per locality, unit
-- Units as the last version that knows them describes them.
select
    u.locality_code,
    u.unit_code,
    u.unit_name,
    u.unit_short_name,
    u.is_reporting and a.is_in_force as is_reporting,
    u.sort_order,
    a.is_in_force
from ledger.plan_unit as u
inner join stg_adopted as a
    on u.locality_code = a.locality_code and u.plan_version = a.plan_version
qualify row_number() over (
        partition by u.locality_code, u.unit_code order by a.precedence desc
    ) = 1
