-- offenders: figures that a newer accepted version has stored anew
-- Told from the ledger by another road than the mart's own.
select
    v.locality_code,
    v.measure_code,
    v.unit_code,
    v.period_code,
    v.version_no
from fct_measure_value as v
inner join ledger.judgement as j
    on
        v.locality_code = j.locality_code
        and v.unit_code = j.unit_code
        and v.period_code = j.period_code
        and v.version_no < j.version_no
inner join ledger.reported_value as n
    on j.submission_id = n.submission_id and v.measure_code = n.measure_code
where j.recorded_at <= (select r.known_at from stg_run as r)
