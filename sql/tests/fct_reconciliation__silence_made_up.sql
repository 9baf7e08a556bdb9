-- offenders: pairs said to be silent before the reports were due, or beside a figure that counts
select
    f.locality_code,
    f.measure_code,
    f.second_unit_code,
    f.period_code,
    f.state
from fct_reconciliation as f
inner join dim_period as p
    on f.locality_code = p.locality_code and f.period_code = p.period_code
cross join stg_run as r
left join fct_measure_value as v
    on
        f.locality_code = v.locality_code
        and f.measure_code = v.measure_code
        and f.period_code = v.period_code
        and v.unit_code in (f.lead_unit_code, f.second_unit_code)
        and (v.value is not null or v.is_done is not null or v.criteria_percent is not null)
where
    f.state = 'both_silent'
    and (r.as_of <= p.due_on or not p.is_collected or v.unit_code is not null)
