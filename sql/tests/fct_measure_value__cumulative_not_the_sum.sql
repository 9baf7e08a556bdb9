-- offenders: cumulatives said to be the sum of the months that are not
-- The authority's months are one series, also when another unit takes it over.
select
    v.locality_code,
    v.measure_code,
    v.unit_code,
    v.period_code,
    v.cumulative_value
from fct_measure_value as v
inner join dim_period as p on v.locality_code = p.locality_code and v.period_code = p.period_code
inner join dim_period as q
    on
        p.locality_code = q.locality_code
        and p.calendar_code = q.calendar_code
        and p.year = q.year
        and q.period_kind = 'month'
        and q.ends_on <= p.ends_on
left join fct_measure_value as w
    on
        v.locality_code = w.locality_code
        and v.measure_code = w.measure_code
        and v.is_authoritative = w.is_authoritative
        and (v.is_authoritative or v.unit_code = w.unit_code)
        and q.period_code = w.period_code
where v.kind = 'flow' and v.cumulative_basis = 'sum_of_months'
group by
    v.locality_code, v.measure_code, v.unit_code, v.period_code, v.cumulative_value
having sum(w.value) is distinct from v.cumulative_value or count(w.value) <> count(*)
