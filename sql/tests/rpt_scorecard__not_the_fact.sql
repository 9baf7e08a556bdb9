-- offenders: scorecard figures that are not the authority's
select
    s.locality_code,
    s.measure_code,
    s.period_code
from rpt_scorecard as s
left join fct_measure_value as v
    on
        s.locality_code = v.locality_code
        and s.measure_code = v.measure_code
        and s.submission_id = v.submission_id
        and v.is_authoritative
where
    s.submission_id is not null
    and (
        v.measure_code is null
        or s.value is distinct from v.value
        or s.cumulative_value is distinct from v.cumulative_value
    )
