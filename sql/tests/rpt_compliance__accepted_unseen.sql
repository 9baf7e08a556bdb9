-- offenders: obligations with an accepted file that the board does not call received, and the
-- reverse
select
    c.locality_code,
    c.unit_code,
    c.period_code,
    c.state
from rpt_compliance as c
left join fct_submission as s
    on
        c.locality_code = s.locality_code
        and c.unit_code = s.unit_code
        and c.period_code = s.period_code
        and s.outcome in ('accepted', 'accepted_with_held_rows')
group by c.locality_code, c.unit_code, c.period_code, c.state
having (count(s.receipt_id) > 0) <> (c.state in ('on_time', 'late'))
