-- offenders: quarters, halves and years of what adds up that are not the sum of their months, in
-- the measure's own calendar
select
    f.locality_code,
    f.measure_code,
    f.period_code,
    f.value
from fct_progress as f
inner join dim_period as p
    on f.locality_code = p.locality_code and f.period_code = p.period_code
inner join fct_progress as m
    on
        f.locality_code = m.locality_code
        and f.measure_code = m.measure_code
        and f.calendar_code = m.calendar_code
        and m.period_kind = 'month'
        and m.ends_on between p.starts_on and p.ends_on
where f.period_kind not in ('month', 'final')
group by
    f.locality_code, f.measure_code, f.period_code, f.kind, f.value, f.months_expected,
    f.months_reported
having
    (f.kind = 'flow' and f.value is distinct from sum(m.value))
    or f.months_expected <> count(*)
    or f.months_reported <> sum(m.months_reported)
