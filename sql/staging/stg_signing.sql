-- grain: one row per locality, period, unit or the whole, kind of signing
-- Who took or signed which figures, said by the last workbook of the year.
select
    s.locality_code,
    s.period_code,
    s.unit_code,
    s.signing_kind,
    s.signed_by,
    s.title,
    s.signed_on,
    s.plan_version,
    s.sheet,
    s.cell
from ledger.plan_signing as s
inner join stg_adopted as a
    on s.locality_code = a.locality_code and s.plan_version = a.plan_version
where a.is_latest_of_year
