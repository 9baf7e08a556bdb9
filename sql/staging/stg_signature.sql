-- grain: one row per locality, period, unit whose figures are signed
-- From which day a unit's figures of a period are frozen: by its own or by the whole's signature,
-- whichever came first.
select
    s.locality_code,
    s.period_code,
    u.unit_code,
    min(s.signed_on) as signed_on,
    min_by(s.signed_by, s.signed_on) as signed_by,
    min_by(s.title, s.signed_on) as signed_title
from stg_signing as s
inner join stg_unit as u
    on s.locality_code = u.locality_code and (s.unit_code = '' or s.unit_code = u.unit_code)
where s.signing_kind = 'signed'
group by s.locality_code, s.period_code, u.unit_code
