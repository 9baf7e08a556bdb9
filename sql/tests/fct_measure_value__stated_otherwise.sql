-- offenders: cumulatives that the sheet states otherwise than its months add up to
-- severity: warn
-- title: lũy kế ghi trong biểu khác
-- means: Lũy kế đơn vị ghi khác lũy kế cộng từ các tháng đã gửi; đơn vị cần sửa lũy
--   kế hoặc gửi lại tháng bị sai.
select
    v.locality_code,
    v.unit_code,
    v.measure_code,
    v.period_code,
    'Lũy kế ghi trong biểu là ' || vi_number(v.cumulative_stated, 3) || ', cộng các tháng là '
    || vi_number(coalesce(v.cumulative_numerator, v.cumulative_value), 3) || '.' as sentence,
    v.source_file,
    v.source_sheet,
    v.source_cell,
    v.is_restricted
from fct_measure_value as v
inner join stg_period as p
    on v.locality_code = p.locality_code and v.period_code = p.period_code
inner join stg_plan as y on p.locality_code = y.locality_code and p.year = y.year
where
    v.cumulative_basis = 'sum_of_months'
    and v.cumulative_stated <> coalesce(v.cumulative_numerator, v.cumulative_value)
