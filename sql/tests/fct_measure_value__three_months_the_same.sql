-- offenders: figures that have not moved for three months
-- severity: warn
-- title: ba tháng không đổi
-- means: Ba tháng liền báo cùng một số, khác 0 và chưa phải 100 %; đơn vị cần xem số có được cập nhật
--   không.
select
    v.locality_code,
    v.unit_code,
    v.measure_code,
    max(v.period_code) as period_code,
    'Ba tháng liền, đến ' || lower(max_by(p.period_label, p.ends_on)) || ', đều báo '
    || vi_number(min(v.value), 3) || '.' as sentence,
    max_by(v.source_file, p.ends_on) as source_file,
    max_by(v.source_sheet, p.ends_on) as source_sheet,
    max_by(v.source_cell, p.ends_on) as source_cell,
    bool_or(v.is_restricted) as is_restricted
from fct_measure_value as v
inner join stg_period as p
    on v.locality_code = p.locality_code and v.period_code = p.period_code
inner join (
    select
        locality_code,
        calendar_code,
        year,
        ordinal
    from stg_period
    where is_latest_of_calendar and period_kind = 'month'
) as n
    on
        p.locality_code = n.locality_code
        and p.calendar_code = n.calendar_code
        and p.year = n.year
        and p.ordinal between n.ordinal - 2 and n.ordinal
where p.period_kind = 'month' and v.kind in ('flow', 'stock', 'rate')
group by v.locality_code, v.unit_code, v.measure_code, v.kind
having
    count(v.value) = 3
    and min(v.value) = max(v.value)
    and min(v.value) <> 0
    and not (v.kind = 'rate' and min(v.value) = 100)
