-- grain: one row per locality, measure, second unit, period
-- The two sources of a measure side by side, each with its cell, worst first.
-- of: fct_reconciliation
-- columns:
-- lead_unit_short_name: nguồn chính thức, for narrow columns
-- second_unit_short_name: the other unit that reports the measure, for narrow columns
-- lead_source: file, sheet and cell of the authority's figure
-- second_source: file, sheet and cell of the other unit's figure
select
    r.locality_code,
    l.locality_name,
    r.measure_code,
    m.measure_label,
    m.short_name,
    r.period_code,
    p.period_label,
    p.period_no,
    a.unit_short_name as lead_unit_short_name,
    r.lead_value,
    r.lead_file || ' › ' || r.lead_sheet || ' › ' || r.lead_cell as lead_source,
    b.unit_short_name as second_unit_short_name,
    r.second_value,
    r.second_file || ' › ' || r.second_sheet || ' › ' || r.second_cell as second_source,
    r.difference,
    r.difference_rate,
    r.tolerance_rate,
    r.due_on,
    r.state,
    r.state_label,
    r.state_order,
    r.sentence,
    r.is_restricted
from fct_reconciliation as r
inner join dim_locality as l on r.locality_code = l.locality_code
left join dim_measure as m
    on r.locality_code = m.locality_code and r.measure_code = m.measure_code
left join dim_period as p
    on r.locality_code = p.locality_code and r.period_code = p.period_code
left join dim_unit as a on r.locality_code = a.locality_code and r.lead_unit_code = a.unit_code
left join dim_unit as b on r.locality_code = b.locality_code and r.second_unit_code = b.unit_code
