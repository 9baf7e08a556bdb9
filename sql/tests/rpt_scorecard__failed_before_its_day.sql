-- offenders: measures called failed before their day of assessment, but for a broken zero
select
    s.locality_code,
    s.measure_code,
    s.period_code
from rpt_scorecard as s
inner join stg_target as t
    on
        s.locality_code = t.locality_code
        and s.measure_code = t.measure_code
        and s.ends_on >= t.valid_from
        and (t.valid_to is null or s.ends_on <= t.valid_to)
where
    s.status_code = 'failed'
    and t.target_kind <> 'maintained'
    and t.assessed_on >= (select r.as_of from stg_run as r)
