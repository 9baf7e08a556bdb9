-- offenders: units called late or missing for a period in which the plan then in force asked
-- nothing of them, or that was due before the first night
select
    c.locality_code,
    c.unit_code,
    c.period_code,
    c.state
from rpt_compliance as c
inner join stg_period as p
    on c.locality_code = p.locality_code and c.period_code = p.period_code
left join ledger.plan_unit as u
    on
        p.locality_code = u.locality_code
        and p.plan_version = u.plan_version
        and c.unit_code = u.unit_code
where
    c.state in ('late', 'missing')
    and (not coalesce(u.is_reporting, false) or not p.is_owed)
