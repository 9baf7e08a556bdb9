-- offenders: signatures that are not kept, and corrections that deny the signature under them
select
    s.locality_code,
    s.period_code,
    s.unit_code,
    'lost' as fault
from stg_signing as s
left join fct_signing as f
    on
        s.locality_code = f.locality_code
        and s.period_code = f.period_code
        and s.unit_code = f.unit_code
        and s.signing_kind = f.signing_kind
where f.signing_kind is null
union all
select
    c.locality_code,
    c.period_code,
    c.unit_code,
    'after signing denied' as fault
from fct_correction as c
left join stg_signature as s
    on
        c.locality_code = s.locality_code
        and c.period_code = s.period_code
        and c.unit_code = s.unit_code
where c.is_after_signing <> coalesce(c.corrected_on > s.signed_on, false)
