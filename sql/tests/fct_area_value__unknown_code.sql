-- offenders: parts whose area or measure no dimension describes, or without their whole
select
    v.locality_code,
    v.measure_code,
    v.unit_code,
    v.period_code,
    v.area_code
from fct_area_value as v
left join dim_area as a on v.locality_code = a.locality_code and v.area_code = a.area_code
left join fct_measure_value as w
    on
        v.locality_code = w.locality_code
        and v.measure_code = w.measure_code
        and v.unit_code = w.unit_code
        and v.period_code = w.period_code
        and v.submission_id = w.submission_id
where a.area_code is null or w.measure_code is null
