-- grain: one row per locality
-- The plan in force: of the latest year that has begun the version adopted last, as far as it was
-- known then. The next year's plan may be accepted early: until 1 January this year's stays.
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
    v.city_code,
    v.is_illustrative,
    v.recorded_at as accepted_at
from stg_adoption as a
inner join ledger.plan_version as v
    on a.locality_code = v.locality_code and a.plan_version = v.plan_version
qualify row_number() over (
        partition by a.locality_code
        order by
            a.has_begun desc,
            case when a.has_begun then a.year end desc,
            a.adoption_no desc
    ) = 1
