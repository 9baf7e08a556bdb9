-- grain: one row per accepted workbook, row of it that is held back
-- Told by what was said about the row: what nobody could read left no value behind. A row that was
-- only left blank is owed, but nothing of it is held back.
select
    j.locality_code,
    j.unit_code,
    j.period_code,
    j.receipt_id,
    j.submission_id,
    j.version_no,
    f.atom,
    contains(f.atom, ':') as is_of_a_list,
    bool_and(f.found = 'để trống') as is_blank
from ledger.finding as f
inner join stg_judgement as j on f.receipt_id = j.receipt_id
where j.is_accepted and f.severity = 'hold' and f.stage = 'firm' and f.atom is not null
group by
    j.locality_code,
    j.unit_code,
    j.period_code,
    j.receipt_id,
    j.submission_id,
    j.version_no,
    f.atom
