-- grain: one row per locality, area
-- The tổ dân phố; the plan names none, so an illustrative plan's are illustrative.
select
    a.locality_code,
    a.area_code,
    a.area_name,
    a.sort_order,
    p.is_illustrative
from stg_area as a
inner join stg_plan as p on a.locality_code = p.locality_code
