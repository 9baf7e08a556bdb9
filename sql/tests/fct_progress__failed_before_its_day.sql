-- offenders: measures called failed before their day of assessment, but for a broken zero
select
    locality_code,
    measure_code,
    period_code
from fct_progress
where
    status_code = 'failed'
    and target_kind <> 'maintained'
    and (assessed_on is null or assessed_on >= (select r.as_of from stg_run as r))
