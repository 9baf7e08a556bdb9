-- offenders: figures whose measure, unit or period no dimension describes
select
    v.locality_code,
    v.measure_code,
    v.unit_code,
    v.period_code
from fct_measure_value as v
left join dim_measure as m
    on v.locality_code = m.locality_code and v.measure_code = m.measure_code
left join dim_unit as u on v.locality_code = u.locality_code and v.unit_code = u.unit_code
left join dim_period as p on v.locality_code = p.locality_code and v.period_code = p.period_code
where m.measure_code is null or u.unit_code is null or p.period_code is null
