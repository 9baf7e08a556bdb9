-- grain: one row per locality, measure, unit, period, area
-- The parts by tổ dân phố of what counts. For 06b it is the number of households left, a stock.
-- columns:
-- value [đơn vị tính]: the area's part; null where yes or no is asked
select
    a.locality_code,
    a.measure_code,
    a.unit_code,
    a.period_code,
    a.area_code,
    cast(
        case when m.kind = 'rate' and a.is_yes is null then percent_of(a.numerator, a.denominator)
            else a.reported
        end as decimal(24, 6)
    ) as value,
    a.numerator,
    a.denominator,
    a.is_yes,
    m.is_restricted,
    a.is_illustrative,
    a.version_no,
    a.submission_id,
    a.file_name as source_file,
    a.sha256 as source_sha256,
    a.sheet as source_sheet,
    a.cell as source_cell,
    a.cells as source_cells
from stg_area_value as a
inner join stg_measure as m
    on a.locality_code = m.locality_code and a.measure_code = m.measure_code
