-- grain: one row per locality, plan version
-- The limits between status words, and what a forecast needs. They are data of the plan; what a
-- plan leaves out has a default. A period is judged by the limits of the version in force when it
-- ended.
select
    p.locality_code,
    p.plan_version,
    coalesce(max(t.threshold) filter (where t.threshold_code = 'linear_watch'), 0.95)
        as linear_watch,
    coalesce(max(t.threshold) filter (where t.threshold_code = 'linear_risk'), 0.85)
        as linear_risk,
    coalesce(max(t.threshold) filter (where t.threshold_code = 'level_watch'), 1) as level_watch,
    coalesce(max(t.threshold) filter (where t.threshold_code = 'level_risk'), 0.95) as level_risk,
    coalesce(max(t.threshold) filter (where t.threshold_code = 'reconcile_tolerance'), 0.005)
        as reconcile_tolerance,
    coalesce(max(t.threshold) filter (where t.threshold_code = 'forecast_months_min'), 3)
        as forecast_months_min,
    coalesce(max(t.threshold) filter (where t.threshold_code = 'forecast_spread'), 1.28)
        as forecast_spread,
    coalesce(max(t.threshold) filter (where t.threshold_code = 'ask_when_red'), 1)
        as ask_when_red
from stg_adopted as p
left join ledger.plan_threshold as t
    on p.locality_code = t.locality_code and p.plan_version = t.plan_version
group by p.locality_code, p.plan_version
