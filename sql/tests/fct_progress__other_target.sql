-- offenders: periods judged by another target than the one in force on their last day
-- Told from dim_target by the newest decision not after the day.
select
    f.locality_code,
    f.measure_code,
    f.period_code,
    f.target_no
from fct_progress as f
left join dim_target as t
    on
        f.locality_code = t.locality_code
        and f.measure_code = t.measure_code
        and f.year = t.year
        and f.ends_on >= t.valid_from
        and f.ends_on <= coalesce(t.valid_to, f.ends_on)
group by
    f.locality_code, f.measure_code, f.period_code, f.target_no, f.target
having
    f.target_no is distinct from max(t.target_no)
    or f.target is distinct from max_by(t.target, t.target_no)
