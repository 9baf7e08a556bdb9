-- offenders: upper bounds and ranges called reached before their day of assessment: they may still
-- be passed
select
    locality_code,
    measure_code,
    period_code
from fct_progress
where
    status_code = 'achieved'
    and (comparator in ('≤', '<') or target_kind in ('range', 'maintained'))
    and assessed_on >= (select r.as_of from stg_run as r)
