-- offenders: findings of judged files that are not in the mart
select
    f.receipt_id,
    f.finding_no
from ledger.finding as f
inner join fct_submission as s on f.receipt_id = s.receipt_id
left join fct_finding as m on f.receipt_id = m.receipt_id and f.finding_no = m.finding_no
where m.receipt_id is null
