-- grain: one row per level above the ward, place, measure, period that has ended
-- A measure over the wards of a city and over the cities of the country, made of sums, with how many
-- wards stand behind it.
-- of: fct_rollup
-- columns:
-- level_label: the level in words
-- reported_label: how many of the places that were to report have, as it is read
with measures as (
    select
        m.measure_code,
        min(m.measure_name) as measure_name
    from dim_measure as m
    group by m.measure_code
),

periods as (
    select
        p.period_code,
        min(p.period_label) as period_label,
        min(p.period_no) as period_no
    from dim_period as p
    group by p.period_code
)

select
    r.level,
    case r.level when 'city' then 'thành phố' else 'cả nước' end as level_label,
    r.place_code,
    r.place_name,
    r.measure_code,
    m.measure_name,
    r.period_code,
    p.period_label,
    p.period_no,
    r.ends_on,
    r.unit_of_measure,
    r.value,
    r.cumulative_value,
    r.last_year_value,
    r.expected_count,
    r.reported_count,
    r.reported_count || '/' || r.expected_count as reported_label,
    r.missing_places,
    r.state,
    r.state_label,
    r.state_order,
    r.is_restricted
from fct_rollup as r
inner join measures as m on r.measure_code = m.measure_code
inner join periods as p on r.period_code = p.period_code
where r.level in ('city', 'country')
