-- offenders: judged files that are not in the mart
select j.receipt_id
from ledger.judgement as j
left join fct_submission as s on j.receipt_id = s.receipt_id
where s.receipt_id is null and j.recorded_at <= (select r.known_at from stg_run as r)
