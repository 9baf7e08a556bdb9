-- offenders: months of fct_progress that the board lacks, and figures or statuses it shows
-- otherwise
select
    f.locality_code,
    f.measure_code,
    f.period_code
from fct_progress as f
left join rpt_scorecard as s
    on
        f.locality_code = s.locality_code
        and f.measure_code = s.measure_code
        and f.period_code = s.period_code
where
    f.period_kind in ('month', 'final')
    and f.is_shown
    and (
        s.measure_code is null
        or s.status_code <> f.status_code
        or s.cumulative_value is distinct from f.cumulative_value
        or s.target is distinct from f.target
    )
