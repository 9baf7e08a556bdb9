-- offenders: stored figures that neither count now nor stand as the old side of a correction
-- Told from the ledger, without putting versions in order.
select
    v.submission_id,
    v.measure_code
from ledger.reported_value as v
inner join ledger.judgement as j on v.submission_id = j.submission_id
left join fct_measure_value as f
    on v.submission_id = f.submission_id and v.measure_code = f.measure_code
left join fct_correction as c
    on v.submission_id = c.old_submission_id and v.measure_code = c.measure_code
where
    j.recorded_at <= (select r.known_at from stg_run as r)
    and (f.submission_id is null) = (c.old_submission_id is null)
