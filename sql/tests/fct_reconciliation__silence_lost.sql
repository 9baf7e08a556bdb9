-- offenders: overdue months for which an authority and another unit were asked, without a row
-- That they were asked is told by the board of progress, which does not look at second sources.
select
    f.locality_code,
    f.measure_code,
    f.period_code,
    s.unit_code
from fct_progress as f
inner join stg_period as p
    on f.locality_code = p.locality_code and f.period_code = p.period_code
inner join stg_assignment as s
    on
        p.locality_code = s.locality_code
        and p.plan_version = s.plan_version
        and f.measure_code = s.measure_code
        and s.role <> 'coordinates'
        and not s.is_authority
cross join stg_run as r
left join fct_reconciliation as c
    on
        f.locality_code = c.locality_code
        and f.measure_code = c.measure_code
        and f.period_code = c.period_code
        and s.unit_code = c.second_unit_code
where
    f.period_kind in ('month', 'final')
    and f.figure_state in ('reported', 'held', 'blank', 'refused', 'not_reported')
    and f.target_kind not in ('pending', 'withdrawn')
    and p.is_owed
    and r.as_of > p.due_on
    and f.months_reported = 0
    and c.state is null
