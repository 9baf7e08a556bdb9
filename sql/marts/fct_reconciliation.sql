-- grain: one row per locality, measure, second unit, period
-- The authority's figure beside that of each other unit that reports the measure. Two units that
-- disagree are a fact to look at, never a reason to stop a release.
with compared as (
    select
        v.*,
        -- of a milestone: how far it is, in percent of its criteria
        case
            when v.kind = 'milestone'
                then coalesce(
                        v.criteria_percent, cast(100 * cast(v.is_done as integer) as decimal(24, 6))
                    )
            else v.value
        end as figure
    from fct_measure_value as v
),

pairs as (
    select
        s.locality_code,
        s.measure_code,
        p.period_code,
        p.plan_version,
        q.authority_unit_code as lead_unit_code,
        s.unit_code as second_unit_code,
        a.figure as lead_value,
        a.source_cell as lead_cell,
        a.source_file as lead_file,
        a.source_sheet as lead_sheet,
        b.figure as second_value,
        b.source_cell as second_cell,
        b.source_file as second_file,
        b.source_sheet as second_sheet,
        m.measure_name,
        m.is_restricted
    from stg_measure_period as q
    inner join stg_period as p
        on q.locality_code = p.locality_code and q.period_code = p.period_code
    inner join stg_measure as m
        on q.locality_code = m.locality_code and q.measure_code = m.measure_code
    inner join stg_assignment as s
        on
            q.locality_code = s.locality_code
            and q.plan_version = s.plan_version
            and q.measure_code = s.measure_code
    left join compared as a
        on
            s.locality_code = a.locality_code
            and s.measure_code = a.measure_code
            and q.authority_unit_code = a.unit_code
            and p.period_code = a.period_code
    left join compared as b
        on
            s.locality_code = b.locality_code
            and s.measure_code = b.measure_code
            and s.unit_code = b.unit_code
            and p.period_code = b.period_code
    where
        s.role in ('co_lead', 'second_source', 'lead')
        and s.unit_code <> q.authority_unit_code
        and (a.figure is not null or b.figure is not null)
)

select
    p.locality_code,
    p.measure_code,
    p.measure_name,
    p.period_code,
    p.lead_unit_code,
    cast(p.lead_value as decimal(24, 6)) as lead_value,
    p.lead_cell,
    p.lead_file,
    p.lead_sheet,
    p.second_unit_code,
    cast(p.second_value as decimal(24, 6)) as second_value,
    p.second_cell,
    p.second_file,
    p.second_sheet,
    cast(p.second_value - p.lead_value as decimal(24, 6)) as difference,
    case
        when p.lead_value <> 0
            then cast(
                    round(cast(p.second_value - p.lead_value as double) / abs(p.lead_value), 6)
                    as decimal(24, 6)
                )
    end as difference_rate,
    cast(t.reconcile_tolerance as decimal(24, 6)) as tolerance_rate,
    case
        when p.second_value is null then 'lead_only'
        when p.lead_value is null then 'second_only'
        when
            abs(cast(p.second_value - p.lead_value as double))
            <= cast(t.reconcile_tolerance as double) * abs(p.lead_value)
            then 'agree'
        else 'conflict'
    end as state,
    p.is_restricted
from pairs as p
inner join stg_threshold as t
    on p.locality_code = t.locality_code and p.plan_version = t.plan_version
