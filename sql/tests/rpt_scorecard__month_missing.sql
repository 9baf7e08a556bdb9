-- offenders: measures without a row for a month that has ended, under the plan in force at its end
select
    m.locality_code,
    m.measure_code,
    p.period_code
from ledger.plan_measure as m
inner join stg_period as p
    on
        m.locality_code = p.locality_code
        and m.plan_version = p.plan_version
        and m.calendar_code = p.calendar_code
        and p.period_kind = 'month'
        and p.ends_on <= (select r.as_of from stg_run as r)
left join rpt_scorecard as s
    on
        m.locality_code = s.locality_code
        and m.measure_code = s.measure_code
        and p.period_code = s.period_code
where s.measure_code is null
