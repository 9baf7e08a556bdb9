-- offenders: keys of fct_signing that stand on more than one row
select
    locality_code,
    period_code,
    unit_code,
    signing_kind,
    count(*) as row_count
from fct_signing
group by locality_code, period_code, unit_code, signing_kind
having count(*) > 1
