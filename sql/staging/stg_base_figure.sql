-- grain: one row per locality, year, measure, period (empty: the year's start)
-- Figures from before the year, from the last plan of each year; a blank one means no comparison.
select
    b.locality_code,
    a.year,
    b.measure_code,
    b.period_code,
    b.figure,
    b.unit_of_measure,
    b.source,
    b.is_illustrative,
    b.plan_version
from ledger.plan_base_figure as b
inner join stg_adopted as a
    on b.locality_code = a.locality_code and b.plan_version = a.plan_version
where b.figure is not null and a.is_latest_of_year
