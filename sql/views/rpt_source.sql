-- grain: one row per locality, measure, unit, period
-- Every figure that counts, of the authority and of the other units, down to file, sheet and cell.
-- of: fct_measure_value
-- columns:
-- role_label: vai trò of the unit for this measure, in words
select
    v.locality_code,
    l.locality_name,
    v.measure_code,
    m.measure_label,
    v.unit_code,
    u.unit_short_name,
    v.period_code,
    p.period_label,
    p.period_no,
    case
        when v.is_authoritative then '● nguồn chính thức'
        when v.reporter_role = 'second_source' then '◑ nguồn thứ hai'
        else '○ phối hợp'
    end as role_label,
    v.value,
    v.cumulative_value,
    v.numerator,
    v.denominator,
    v.raw_text,
    v.explanation,
    v.version_no,
    v.arrived_on,
    v.source_file,
    v.source_sha256,
    v.source_sheet,
    v.source_cells,
    v.is_restricted,
    v.is_illustrative
from fct_measure_value as v
inner join dim_locality as l on v.locality_code = l.locality_code
left join dim_measure as m
    on v.locality_code = m.locality_code and v.measure_code = m.measure_code
left join dim_period as p
    on v.locality_code = p.locality_code and v.period_code = p.period_code
left join dim_unit as u on v.locality_code = u.locality_code and v.unit_code = u.unit_code
