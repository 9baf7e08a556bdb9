-- grain: one row per received file
-- What became of each file, with its receipt, as far as it was known then.
select
    j.receipt_id,
    j.submission_id,
    j.outcome,
    j.locality_code,
    j.unit_code,
    j.period_code,
    j.version_no,
    j.plan_version,
    j.is_for_obligation,
    j.is_illustrative,
    j.values_read,
    j.values_stored,
    j.values_held,
    j.run_id,
    j.recorded_at,
    c.file_name,
    c.sha256,
    c.size_bytes,
    c.arrived_on,
    c.received_at,
    a.files[1] as answer_file,
    j.outcome in ('accepted', 'accepted_with_held_rows') as is_accepted
from ledger.judgement as j
inner join stg_run as r on j.recorded_at <= r.known_at
inner join ledger.receipt as c on j.receipt_id = c.receipt_id
left join ledger.answer_written as a
    on j.receipt_id = a.receipt_id and a.recorded_at <= r.known_at
