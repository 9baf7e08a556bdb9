-- offenders: questions put to workbooks that were taken and not kept, and kept ones nobody asked
select
    j.locality_code,
    j.unit_code,
    j.period_code,
    f.code,
    'lost' as fault
from ledger.finding as f
inner join fct_submission as j on f.receipt_id = j.receipt_id
left join fct_ask as a
    on
        j.locality_code = a.locality_code
        and j.unit_code = a.unit_code
        and j.period_code = a.period_code
        and f.code = a.code
        and coalesce(f.atom, '') = a.atom
        and j.version_no between a.first_version_no and a.last_version_no
where
    f.severity = 'ask'
    and f.stage = 'firm'
    and coalesce(f.atom, '') not like 'question:%'
    and j.outcome in ('accepted', 'accepted_with_held_rows')
    and a.code is null
union all
select
    a.locality_code,
    a.unit_code,
    a.period_code,
    a.code,
    'answered before it was asked' as fault
from fct_ask as a
where
    a.answered_version_no <= a.last_version_no
    or (a.state = 'open') <> (a.answered_version_no is null)
    or (a.state = 'explained') <> (coalesce(a.explanation, '') <> '')
