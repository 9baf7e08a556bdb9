-- offenders: parts by area that no total holds, or totals that are not the sum of their parts
with parts as (
    select
        a.locality_code,
        a.measure_code,
        a.unit_code,
        a.period_code,
        sum(a.value) as value,
        -- half a rate is no part
        coalesce(
            sum(a.numerator) filter (where a.denominator is not null),
            count(*) filter (where a.is_yes)
        ) as numerator,
        coalesce(
            sum(a.denominator) filter (where a.numerator is not null), count(a.is_yes)
        ) as denominator
    from fct_area_value as a
    group by a.locality_code, a.measure_code, a.unit_code, a.period_code
)

select
    p.locality_code,
    p.measure_code,
    p.unit_code,
    p.period_code
from parts as p
inner join dim_measure as m
    on p.locality_code = m.locality_code and p.measure_code = m.measure_code
left join fct_area_total as t
    on
        p.locality_code = t.locality_code
        and p.measure_code = t.measure_code
        and p.unit_code = t.unit_code
        and p.period_code = t.period_code
where
    t.state is null
    or (
        m.kind = 'rate'
        and (
            coalesce(t.parts_numerator, 0) <> p.numerator
            or coalesce(t.parts_denominator, 0) <> p.denominator
        )
    )
    or (m.kind <> 'rate' and p.value is not null and t.parts_value is distinct from p.value)
