-- offenders: stated totals that their parts by area do not add up to
-- severity: warn
-- title: các tổ cộng lại khác tổng
-- means: Số của các tổ dân phố cộng lại không bằng số tổng trong cùng biểu; đơn vị cần sửa số tổng
--   hoặc số của tổ.
select
    v.locality_code,
    v.unit_code,
    v.measure_code,
    v.period_code,
    'Các tổ cộng lại là ' || vi_number(a.parts, 3) || ', số tổng ghi '
    || vi_number(coalesce(v.numerator, v.reported_value), 3) || '.' as sentence,
    v.source_file,
    v.source_sheet,
    v.source_cell,
    v.is_restricted
from (
    select
        submission_id,
        measure_code,
        cast(
            sum(coalesce(cast(is_yes as integer), numerator, value)) as decimal(24, 6)
        ) as parts
    from fct_area_value
    group by submission_id, measure_code
) as a
inner join fct_measure_value as v
    on a.submission_id = v.submission_id and a.measure_code = v.measure_code
inner join stg_period as p
    on v.locality_code = p.locality_code and v.period_code = p.period_code
inner join stg_plan as y on p.locality_code = y.locality_code and p.year = y.year
where a.parts <> coalesce(v.numerator, v.reported_value)
