-- grain: one row per locality, measure, period (empty: the year's start)
-- Figures from before the year, from the plan in force; a blank one means no comparison.
select
    b.locality_code,
    b.measure_code,
    b.period_code,
    b.figure
from ledger.plan_base_figure as b
inner join stg_plan as p
    on b.locality_code = p.locality_code and b.plan_version = p.plan_version
where b.figure is not null
