-- offenders: obligations whose state is not what their days say
select
    c.locality_code,
    c.unit_code,
    c.period_code,
    c.state
from rpt_compliance as c
cross join stg_run as r
where
    (c.state = 'late' and c.days_late is distinct from c.first_accepted_on - c.due_on)
    or (c.state in ('late', 'on_time')) <> (c.first_accepted_on is not null)
    or (c.state in ('missing', 'refused') and c.days_late > greatest(0, r.as_of - c.due_on))
    or (c.state = 'missing' and c.days_late <> r.as_of - c.due_on)
    or (c.state in ('on_time', 'not_due') and c.days_late <> 0)
    or c.days_late < 0
