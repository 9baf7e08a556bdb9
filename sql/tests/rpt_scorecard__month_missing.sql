-- offenders: measures in force without a row for a month that has ended
select
    m.locality_code,
    m.measure_code,
    p.period_code
from dim_measure as m
inner join dim_plan as l on m.locality_code = l.locality_code and l.is_in_force
inner join dim_period as p
    on
        m.locality_code = p.locality_code
        and m.calendar_code = p.calendar_code
        and l.year = p.year
        and p.period_kind = 'month'
        and p.ends_on <= (select r.as_of from stg_run as r)
left join rpt_scorecard as s
    on
        m.locality_code = s.locality_code
        and m.measure_code = s.measure_code
        and p.period_code = s.period_code
where m.is_in_force and s.measure_code is null
