-- offenders: stated totals that their parts by area do not add up to
-- Only where every area has answered: what is incomplete agrees or disagrees with nothing.
-- severity: warn
-- title: các tổ cộng lại khác tổng
-- means: Số của các tổ dân phố cộng lại không bằng số tổng trong cùng biểu; đơn vị cần sửa số tổng
--   hoặc số của tổ.
select
    v.locality_code,
    v.unit_code,
    v.measure_code,
    v.period_code,
    case
        when v.kind = 'rate'
            then 'Các tổ cộng lại là ' || vi_number(a.parts_numerator, 3) || ' trên '
                || vi_number(a.parts_denominator, 3) || ', số tổng ghi '
                || vi_number(a.stated_numerator, 3) || ' trên '
                || vi_number(a.stated_denominator, 3) || '.'
        else 'Các tổ cộng lại là ' || vi_number(a.parts_value, 3) || ', số tổng ghi '
            || vi_number(a.stated_value, 3) || '.'
    end as sentence,
    v.source_file,
    v.source_sheet,
    v.source_cell,
    v.is_restricted
from fct_area_total as a
inner join fct_measure_value as v
    on
        a.locality_code = v.locality_code
        and a.measure_code = v.measure_code
        and a.unit_code = v.unit_code
        and a.period_code = v.period_code
inner join stg_period as p
    on v.locality_code = p.locality_code and v.period_code = p.period_code
inner join stg_plan as y on p.locality_code = y.locality_code and p.year = y.year
where a.state = 'differs'
