-- offenders: figures that were corrected after they had been published
-- severity: warn
-- title: sửa sau khi công bố
-- means: Một số đã công bố được đơn vị gửi lại với giá trị khác; báo cáo đã dùng số cũ cần được đính
--   chính.
select
    c.locality_code,
    c.unit_code,
    c.measure_code,
    c.period_code,
    'Đã công bố ' || coalesce(vi_number(c.old_value, 3), 'để trống') || ' (' || c.old_source_file
    || ', ' || c.old_source_sheet || ' ' || c.old_source_cell || '), ngày '
    || vi_date(c.corrected_on) || ' sửa thành '
    || coalesce(vi_number(c.new_value, 3), 'để trống') || '.' as sentence,
    c.new_source_file as source_file,
    c.new_source_sheet as source_sheet,
    c.new_source_cell as source_cell,
    c.is_restricted
from fct_correction as c
inner join stg_period as p
    on c.locality_code = p.locality_code and c.period_code = p.period_code
inner join stg_plan as y on p.locality_code = y.locality_code and p.year = y.year
where c.is_after_release and c.what_changed = 'figure'
