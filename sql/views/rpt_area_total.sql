-- grain: one row per locality, measure, unit, period
-- How whole the figures by tổ dân phố are, and whether they come to what the unit states for the ward.
-- of: fct_area_total
-- columns:
-- reported_rate [1 = 100 %]: areas_reported ÷ areas_expected
select
    t.locality_code,
    l.locality_name,
    t.measure_code,
    m.measure_label,
    m.short_name,
    u.unit_short_name,
    t.period_code,
    p.period_label,
    p.period_no,
    t.areas_expected,
    t.areas_reported,
    t.areas_reported / nullif(t.areas_expected, 0) as reported_rate,
    t.missing_areas,
    t.stated_value,
    t.parts_value,
    t.state,
    t.state_label,
    t.state_order,
    t.is_restricted,
    t.is_illustrative
from fct_area_total as t
inner join dim_locality as l on t.locality_code = l.locality_code
left join dim_measure as m
    on t.locality_code = m.locality_code and t.measure_code = m.measure_code
left join dim_period as p
    on t.locality_code = p.locality_code and t.period_code = p.period_code
left join dim_unit as u on t.locality_code = u.locality_code and t.unit_code = u.unit_code
