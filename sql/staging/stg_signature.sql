-- grain: one row per locality, period, unit whose figures are signed
-- From which day a unit's figures of a period are frozen: by its own or by the whole's signature,
-- whichever came first.
select
    s.locality_code,
    s.period_code,
    u.unit_code,
    s.signed_on,
    s.signed_by,
    s.title as signed_title
from stg_signing as s
inner join stg_unit as u
    on s.locality_code = u.locality_code and (s.unit_code = '' or s.unit_code = u.unit_code)
where s.signing_kind = 'signed'
-- of two on one day the unit's own; a unit, and the whole, sign a period once
qualify row_number() over (
        partition by s.locality_code, s.period_code, u.unit_code
        order by s.signed_on, s.unit_code desc, s.signed_by, s.title
    ) = 1
