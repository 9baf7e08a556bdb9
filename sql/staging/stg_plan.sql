-- grain: one row per locality
-- The plan in force: the version the office adopted last, as far as it was known then.
select
    v.locality_code,
    v.plan_version,
    a.adoption_no,
    v.sha256,
    v.year,
    v.locality_name,
    v.locality_kind,
    v.official_code,
    v.city_name,
    v.is_illustrative,
    v.recorded_at as accepted_at
from ledger.plan_adoption as a
inner join ledger.plan_version as v
    on a.locality_code = v.locality_code and a.plan_version = v.plan_version
where a.recorded_at <= (select r.known_at from stg_run as r)
qualify row_number() over (partition by a.locality_code order by a.adoption_no desc) = 1
