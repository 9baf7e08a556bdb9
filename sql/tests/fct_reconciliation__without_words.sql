-- offenders: pairs without a word or a sentence, or with one that was not filled in
select
    locality_code,
    measure_code,
    second_unit_code,
    period_code,
    sentence
from fct_reconciliation
where coalesce(state_label, '') = '' or coalesce(sentence, '{') like '%{%'
