-- offenders: measures on track whose year is not likely to reach the target
-- severity: warn
-- title: dự báo không đạt
-- means: Theo nhịp các tháng đã qua thì cả năm khó đạt mức giao, dù kỳ mới nhất trạng thái chưa báo
--   chậm.
select
    f.locality_code,
    f.authority_unit_code as unit_code,
    f.measure_code,
    f.period_code,
    'Cả năm có thể được từ ' || vi_number(f.forecast_low, 3) || ' đến '
    || vi_number(f.forecast_high, 3) || '; mức giao là ' || f.target_label || '.' as sentence,
    f.source_file,
    f.source_sheet,
    f.source_cell,
    f.is_restricted
from fct_progress as f
where
    f.is_latest_period
    and f.is_shown
    and f.status_code = 'on_track'
    and f.comparator in ('≥', '>', '=')
    and f.forecast_high < f.target
