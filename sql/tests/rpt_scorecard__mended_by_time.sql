-- offenders: a maintained zero that was broken and turned green again in the same year
select
    s.locality_code,
    s.measure_code,
    s.period_code
from rpt_scorecard as s
inner join rpt_scorecard as b
    on
        s.locality_code = b.locality_code
        and s.measure_code = b.measure_code
        and left(s.period_code, 4) = left(b.period_code, 4)
        and b.ends_on < s.ends_on
where
    s.target_kind = 'maintained'
    and b.target_kind = 'maintained'
    and b.status_code = 'failed'
    and s.status_code <> 'failed'
