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
where
    c.is_after_signing <> (
        coalesce(c.corrected_on > s.signed_on, false)
        -- what had not come by then was not signed
        and exists (
            select 1
            from ledger.reported_value as v
            inner join stg_judgement as j on v.submission_id = j.submission_id
            where
                v.locality_code = c.locality_code
                and v.measure_code = c.measure_code
                and v.unit_code = c.unit_code
                and v.period_code = c.period_code
                and j.arrived_on <= s.signed_on
        )
    )
