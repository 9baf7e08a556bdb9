-- grain: one row per locality, measure, unit, period, area
-- The parts by area of the measures that count: they stand or fall with their measure.
select
    a.locality_code,
    a.measure_code,
    a.unit_code,
    a.period_code,
    a.area_code,
    a.reported,
    a.numerator,
    a.denominator,
    a.is_yes,
    a.sheet,
    a.cell,
    a.cells,
    a.submission_id,
    v.version_no,
    v.is_illustrative,
    v.file_name,
    v.sha256
from ledger.area_value as a
inner join stg_value as v
    on a.submission_id = v.submission_id and a.measure_code = v.measure_code
