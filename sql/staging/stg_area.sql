-- grain: one row per locality, area
-- Areas (tổ dân phố) as the last version that knows them describes them.
select
    r.locality_code,
    r.area_code,
    r.area_name,
    r.sort_order
from ledger.plan_area as r
inner join stg_adopted as a
    on r.locality_code = a.locality_code and r.plan_version = a.plan_version
qualify row_number() over (
        partition by r.locality_code, r.area_code order by a.precedence desc
    ) = 1
