-- grain: one row per locality, measure, unit, period
-- What counts: of each measure the newest version that stored it, whole, in the form's own terms.
select
    v.locality_code,
    v.measure_code,
    v.unit_code,
    v.period_code,
    v.reported,
    v.numerator,
    v.denominator,
    v.cumulative_stated,
    v.is_done,
    v.done_on,
    v.criteria_percent,
    v.explanation,
    v.raw_text,
    v.sheet,
    v.cell,
    v.cells,
    v.submission_id,
    j.is_illustrative,
    j.version_no,
    j.arrived_on,
    j.recorded_at,
    j.run_id,
    j.file_name,
    j.sha256
from ledger.reported_value as v
inner join stg_judgement as j on v.submission_id = j.submission_id
qualify row_number() over (
        partition by v.locality_code, v.measure_code, v.unit_code, v.period_code
        order by j.version_no desc, j.receipt_id desc
    ) = 1
