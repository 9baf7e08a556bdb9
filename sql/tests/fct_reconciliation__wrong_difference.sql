-- offenders: differences that are not the second figure minus the first, or states that deny them
select
    locality_code,
    measure_code,
    second_unit_code,
    period_code,
    difference,
    state
from fct_reconciliation
where
    difference is distinct from second_value - lead_value
    or (state in ('agree', 'conflict')) <> (difference is not null)
    or (difference = 0 and state = 'conflict')
