-- offenders: denominators without their source or the day they speak of, or with a wrong difference
select
    locality_code,
    measure_code,
    figure_role,
    unit_code,
    period_code
from fct_denominator
where
    coalesce(source, '') = ''
    or speaks_of_on is null
    or coalesce(source_sheet, '') = ''
    or (figure_role = 'report' and (source_file is null or coalesce(source_cell, '') = ''))
    or difference is distinct from value - plan_value
    or (state = 'agree') <> coalesce(difference = 0, false)
