-- offenders: texts that came in without their letters composed
select
    locality_code,
    measure_code,
    unit_code,
    period_code
from fct_measure_value
where
    explanation <> nfc_normalize(explanation)
    or source_file <> nfc_normalize(source_file)
    or source_sheet <> nfc_normalize(source_sheet)
