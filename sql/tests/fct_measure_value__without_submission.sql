-- offenders: figures that no received file stands behind
select
    v.locality_code,
    v.measure_code,
    v.unit_code,
    v.period_code,
    v.submission_id
from fct_measure_value as v
left join fct_submission as s on v.submission_id = s.submission_id
where s.submission_id is null
