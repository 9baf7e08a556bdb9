-- grain: one row per locality, year, measure, role of the figure, unit, period
-- What rates are taken of, and what the plan starts from: each with its source and the day it
-- speaks of. A denominator that units report stands beside the plan's figure for the same thing,
-- told by its name and what it is counted in. unit and period are empty where there is none.
-- columns:
-- figure_role: report (mẫu số that a unit reports) · plan (the plan's own) · start_of_year · last_year
-- unit_code: đơn vị that reports it; empty for the plan's figures
-- period_code: kỳ báo cáo it came with; empty for the year's start
-- figure_name: what is counted
-- value [unit_of_measure]: the figure
-- unit_of_measure: what it is counted in; empty where a plan from before did not keep it
-- speaks_of_on: the day the figure speaks of: the period's last, the year's first, or a year before
-- source: where it is from: unit, file, sheet and cell, or the plan's sheet and the document it names
-- source_file: the unit's workbook; null for the plan's figures, whose workbook is known by its hash
-- source_cell: cell of the unit's workbook; null for the plan's figures
-- plan_value [unit_of_measure]: the plan's figure of the same thing; null where it has none or two,
--   and of a public measure where a restricted one alone has it
-- difference [unit_of_measure]: value − plan_value
-- lowest_reported [unit_of_measure]: the least that any unit reports of the same thing in the period;
--   of a public measure among public ones
-- highest_reported [unit_of_measure]: the most that any unit reports of the same thing in the period;
--   of a public measure among public ones
-- state: of a report agree · differs · no_plan_figure; else its role
-- state_order: place of the state, worst first
with called as (
    select
        m.*,
        trim(regexp_replace(m.denominator_label, '\([^()]*\)\s*$', '')) as denominator_name,
        regexp_extract(m.denominator_label, '\(([^()]*)\)\s*$', 1) as denominator_unit
    from stg_measure as m
),

-- a figure for the start of the year that is counted as the denominator is, is the denominator; the
-- year's start of what falls is what the rate of the fall is taken of, unless the plan gives that
-- rate a figure of its own, or the rate is public and what falls is not
planned as (
    select
        b.locality_code,
        b.year,
        coalesce(
            case when o.measure_code is null then d.measure_code end, b.measure_code
        ) as measure_code,
        case
            when b.period_code <> '' then 'last_year'
            when d.measure_code is not null and o.measure_code is null then 'plan'
            when m.kind = 'rate' and b.unit_of_measure = m.denominator_unit then 'plan'
            else 'start_of_year'
        end as figure_role,
        b.period_code,
        b.figure as value,
        b.unit_of_measure,
        b.source,
        b.is_illustrative,
        v.sha256
    from stg_base_figure as b
    inner join called as m
        on b.locality_code = m.locality_code and b.measure_code = m.measure_code
    inner join ledger.plan_version as v
        on b.locality_code = v.locality_code and b.plan_version = v.plan_version
    left join called as d
        on
            m.locality_code = d.locality_code
            and m.indicator_no = d.indicator_no
            and m.input = 'stock'
            and d.input = 'derived'
            and b.period_code = ''
            and (d.is_restricted or not m.is_restricted)
    left join stg_base_figure as o
        on
            d.locality_code = o.locality_code
            and b.year = o.year
            and d.measure_code = o.measure_code
            and d.denominator_unit = o.unit_of_measure
            and o.period_code = ''
),

figures as (
    select
        p.locality_code,
        p.year,
        p.measure_code,
        p.figure_role,
        '' as unit_code,
        p.period_code,
        p.value,
        p.unit_of_measure,
        case
            when p.period_code = '' then make_date(p.year, 1, 1)
            else cast(q.ends_on - interval 1 year as date)
        end as speaks_of_on,
        'Sổ kế hoạch năm ' || p.year || ', trang Số liệu gốc: ' || p.source as source,
        null as source_file,
        p.sha256 as source_sha256,
        'Số liệu gốc' as source_sheet,
        null as source_cell,
        p.is_illustrative
    from planned as p
    left join stg_period as q
        on p.locality_code = q.locality_code and p.period_code = q.period_code
    union all
    select
        v.locality_code,
        q.year,
        v.measure_code,
        'report' as figure_role,
        v.unit_code,
        v.period_code,
        v.denominator as value,
        m.denominator_unit as unit_of_measure,
        q.ends_on as speaks_of_on,
        coalesce(u.unit_short_name, v.unit_code) || ': ' || v.source_file || ', trang '
        || v.source_sheet || ', ô ' || split_part(v.source_cells, ', ', -1) as source,
        v.source_file,
        v.source_sha256,
        v.source_sheet,
        split_part(v.source_cells, ', ', -1) as source_cell,
        v.is_illustrative
    from fct_measure_value as v
    inner join called as m
        on v.locality_code = m.locality_code and v.measure_code = m.measure_code
    inner join stg_period as q
        on v.locality_code = q.locality_code and v.period_code = q.period_code
    left join stg_unit as u
        on v.locality_code = u.locality_code and v.unit_code = u.unit_code
    -- what is derived takes the plan's figure as it is
    where v.kind = 'rate' and m.input = 'own' and v.denominator is not null
),

named as (
    select
        f.*,
        m.measure_name,
        m.is_restricted,
        case
            when f.figure_role in ('plan', 'report')
                then coalesce(
                        nullif(m.denominator_name, ''), 'Mẫu số của ' || m.short_name
                    )
            else m.measure_name
        end as figure_name
    from figures as f
    inner join called as m
        on f.locality_code = m.locality_code and f.measure_code = m.measure_code
),

-- measures share a thing by its name; a public one is set against public figures only
comparable as (
    select
        n.*,
        s.sees_restricted
    from named as n
    inner join (values (false), (true)) as s (sees_restricted)
        on s.sees_restricted or not n.is_restricted
),

-- the plan's figure of a thing, unless it has two
plan_says as (
    select
        n.sees_restricted,
        n.locality_code,
        n.year,
        n.figure_name,
        n.unit_of_measure,
        min(n.value) as value
    from comparable as n
    where n.figure_role = 'plan'
    group by n.sees_restricted, n.locality_code, n.year, n.figure_name, n.unit_of_measure
    having count(distinct n.value) = 1
),

reports_say as (
    select
        n.sees_restricted,
        n.locality_code,
        n.period_code,
        n.figure_name,
        n.unit_of_measure,
        min(n.value) as lowest,
        max(n.value) as highest
    from comparable as n
    where n.figure_role = 'report'
    group by n.sees_restricted, n.locality_code, n.period_code, n.figure_name, n.unit_of_measure
),

compared as (
    select
        n.*,
        case when n.figure_role = 'report' then p.value end as plan_value,
        r.lowest as lowest_reported,
        r.highest as highest_reported,
        case
            when n.figure_role <> 'report' then n.figure_role
            when p.value is null then 'no_plan_figure'
            when n.value = p.value then 'agree'
            else 'differs'
        end as state
    from named as n
    left join plan_says as p
        on
            n.is_restricted = p.sees_restricted
            and n.locality_code = p.locality_code
            and n.year = p.year
            and n.figure_name = p.figure_name
            and n.unit_of_measure = p.unit_of_measure
    left join reports_say as r
        on
            n.figure_role = 'report'
            and n.is_restricted = r.sees_restricted
            and n.locality_code = r.locality_code
            and n.period_code = r.period_code
            and n.figure_name = r.figure_name
            and n.unit_of_measure = r.unit_of_measure
)

select
    c.locality_code,
    cast(c.year as integer) as year,
    c.measure_code,
    c.measure_name,
    c.figure_role,
    c.unit_code,
    c.period_code,
    c.figure_name,
    cast(c.value as decimal(24, 6)) as value,
    c.unit_of_measure,
    c.speaks_of_on,
    c.source,
    c.source_file,
    c.source_sha256,
    c.source_sheet,
    c.source_cell,
    cast(c.plan_value as decimal(24, 6)) as plan_value,
    cast(c.value - c.plan_value as decimal(24, 6)) as difference,
    cast(c.lowest_reported as decimal(24, 6)) as lowest_reported,
    cast(c.highest_reported as decimal(24, 6)) as highest_reported,
    c.state,
    w.label as state_label,
    cast(w.sort_order as integer) as state_order,
    c.is_restricted,
    c.is_illustrative
from compared as c
inner join stg_word as w on c.state = w.code and w.word_kind = 'denominator'
