-- offenders: denominators that were reported, or figures of a plan, that are not in the mart
select
    v.locality_code,
    v.measure_code,
    v.unit_code,
    v.period_code
from fct_measure_value as v
inner join dim_measure as m
    on v.locality_code = m.locality_code and v.measure_code = m.measure_code
left join fct_denominator as d
    on
        v.locality_code = d.locality_code
        and v.measure_code = d.measure_code
        and v.unit_code = d.unit_code
        and v.period_code = d.period_code
        and v.denominator = d.value
where v.kind = 'rate' and m.input = 'own' and v.denominator is not null and d.value is null
union all
select
    b.locality_code,
    b.measure_code,
    '' as unit_code,
    b.period_code
from stg_base_figure as b
left join fct_denominator as d
    on
        b.locality_code = d.locality_code
        and b.year = d.year
        and b.period_code = d.period_code
        and b.figure = d.value
        and d.figure_role <> 'report'
where d.value is null
