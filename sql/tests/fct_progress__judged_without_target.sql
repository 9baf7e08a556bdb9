-- offenders: measures that are judged although no target is in force, or wait although one is
-- Nothing is red before a target was assigned, nor after it was withdrawn.
select
    locality_code,
    measure_code,
    period_code,
    target_kind,
    status_code
from fct_progress
where
    (target_kind = 'pending') <> (status_code = 'pending_target')
    or (target_kind = 'withdrawn' and status_code <> 'not_assessed')
