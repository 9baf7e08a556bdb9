-- grain: one row per locality
-- The wards whose plans are in force here; a city is many rows and nothing else changes. Where a
-- plan gives no code for its city, wards whose city has the same name are of one city.
-- columns:
-- city_code: thành phố: what the ward is part of, the place_code of its city in fct_rollup
-- city_code_is_ours: the plan gives no code for the city; it is told by the city's name
with named as (
    select
        p.*,
        nullif(p.city_code, '') as given_code,
        trim(
            regexp_replace(
                lower(strip_accents(replace(replace(p.city_name, 'Đ', 'D'), 'đ', 'd'))),
                '[^a-z0-9]+',
                '-',
                'g'
            ),
            '-'
        ) as name_code
    from stg_plan as p
)

select
    locality_code,
    locality_name,
    locality_kind,
    official_code,
    city_name,
    coalesce(
        given_code,
        -- another ward of that name knows it, unless they contradict each other
        case
            when
                min(given_code) over (partition by name_code)
                = max(given_code) over (partition by name_code)
                then min(given_code) over (partition by name_code)
        end,
        name_code
    ) as city_code,
    given_code is null as city_code_is_ours,
    is_illustrative
from named
