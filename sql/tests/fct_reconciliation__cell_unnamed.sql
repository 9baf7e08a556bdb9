-- offenders: figures set side by side whose file, sheet or cell is not named
select
    locality_code,
    measure_code,
    second_unit_code,
    period_code
from fct_reconciliation
where
    (
        lead_value is not null
        and (lead_file is null or lead_sheet is null or lead_cell is null)
    )
    or (
        second_value is not null
        and (second_file is null or second_sheet is null or second_cell is null)
    )
