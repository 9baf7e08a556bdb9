-- offenders: wards whose areas do not come to the parts that are set against the stated total
with areas as (
    select
        a.locality_code,
        a.measure_code,
        a.period_code,
        sum(a.reported_count) as reported,
        sum(coalesce(a.value, a.remaining_value)) as value,
        sum(a.numerator) as numerator,
        sum(a.denominator) as denominator
    from fct_rollup as a
    where a.level = 'area'
    group by a.locality_code, a.measure_code, a.period_code
)

select
    t.locality_code,
    t.measure_code,
    t.period_code
from fct_area_total as t
inner join fct_progress as p
    on
        t.locality_code = p.locality_code
        and t.measure_code = p.measure_code
        and t.period_code = p.period_code
        and t.unit_code = p.lead_unit_code
left join areas as a
    on
        t.locality_code = a.locality_code
        and t.measure_code = a.measure_code
        and t.period_code = a.period_code
where
    coalesce(a.reported, 0) < t.areas_reported
    or (p.kind = 'rate' and a.numerator is distinct from t.parts_numerator)
    or (p.kind = 'rate' and a.denominator is distinct from t.parts_denominator)
    or (p.kind <> 'rate' and a.value is distinct from t.parts_value)
