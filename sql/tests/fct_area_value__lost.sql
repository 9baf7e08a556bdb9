-- offenders: figures that count whose stored parts are not all in the mart
select
    v.locality_code,
    v.measure_code,
    v.unit_code,
    v.period_code
from fct_measure_value as v
inner join ledger.area_value as a
    on v.submission_id = a.submission_id and v.measure_code = a.measure_code
left join fct_area_value as f
    on
        v.submission_id = f.submission_id
        and v.measure_code = f.measure_code
        and a.area_code = f.area_code
where f.area_code is null
