-- grain: one row per locality, measure, unit, period
-- What counts now, with its cumulative and the cell it came from. Flows are summed over the
-- months of their calendar, stocks keep their last, rates are made anew from their two numbers.
-- private: explanation, raw_text
with months as (
    -- a window carries every column that it is given: what a source says of a figure joins them last
    select
        f.locality_code,
        f.measure_code,
        f.unit_code,
        f.period_code,
        f.series_code,
        f.calendar_code,
        f.year,
        f.period_kind,
        f.ordinal,
        f.kind,
        f.input,
        f.value,
        f.numerator,
        f.denominator,
        f.cumulative_stated,
        f.period_kind = 'month' as is_month,
        m.numerator_kind,
        m.denominator_kind,
        m.is_restricted,
        case
            when f.kind = 'flow' and f.input = 'own' then f.value
            when f.kind = 'rate' and m.numerator_kind = 'flow' and f.input = 'own' then f.numerator
        end as adds_up,
        case when m.denominator_kind = 'flow' then f.denominator end as denominator_adds_up
    from stg_figure as f
    inner join stg_measure as m
        on f.locality_code = m.locality_code and f.measure_code = m.measure_code
),

running as (
    select
        *,
        sum(adds_up) over up_to_here as known_sum,
        count(adds_up) over up_to_here = ordinal as is_complete,
        last_value(cumulative_stated ignore nulls) over up_to_here as last_stated,
        sum(denominator_adds_up) over up_to_here as denominator_sum,
        last_value(numerator ignore nulls) over up_to_here as last_numerator,
        last_value(denominator ignore nulls) over up_to_here as last_denominator
    from months
    window up_to_here as (
        partition by locality_code, measure_code, series_code, calendar_code, year, period_kind
        order by ordinal
    )
),

stated as (
    select
        *,
        last_value(case when cumulative_stated is not null then known_sum end ignore nulls) over (
            partition by locality_code, measure_code, series_code, calendar_code, year, period_kind
            order by ordinal
        ) as sum_when_stated
    from running
),

summed as (
    select
        *,
        case
            when not is_month then coalesce(value, numerator)
            when is_complete then known_sum
            when denominator_kind = 'flow' then known_sum
            when last_stated is not null then last_stated + known_sum - coalesce(sum_when_stated, 0)
            else known_sum
        end as flow_so_far,
        case
            when not is_month then 'stated'
            when is_complete then 'sum_of_months'
            when denominator_kind = 'flow' then 'sum_of_known_months'
            when last_stated is not null then 'stated'
            else 'sum_of_known_months'
        end as flow_basis
    from stated
),

cumulated as (
    select
        *,
        case
            when kind <> 'rate' then null
            when input = 'derived' then numerator
            when numerator_kind = 'flow' then flow_so_far
            else last_numerator
        end as cumulative_numerator,
        case
            when kind <> 'rate' then null
            when denominator_kind = 'flow' and is_month then denominator_sum
            else last_denominator
        end as cumulative_denominator
    from summed
)

select
    f.locality_code,
    f.measure_code,
    f.unit_code,
    f.period_code,
    f.reporter_role,
    f.is_authoritative,
    c.is_restricted,
    f.is_illustrative,
    c.kind,
    cast(
        case when c.kind = 'rate' then percent_of(c.numerator, c.denominator) else c.value end
        as decimal(24, 6)
    ) as value,
    cast(
        case
            when c.kind = 'rate' then percent_of(c.cumulative_numerator, c.cumulative_denominator)
            when c.input = 'stock' then f.fall_since_start
            when c.kind = 'flow' then c.flow_so_far
            else c.value
        end as decimal(24, 6)
    ) as cumulative_value,
    case
        when c.kind in ('milestone', 'yearly') then 'latest'
        when c.kind = 'stock' or c.input in ('stock', 'derived') then 'last'
        when c.kind = 'rate' and c.numerator_kind <> 'flow' then 'last'
        else c.flow_basis
    end as cumulative_basis,
    c.cumulative_stated,
    c.numerator,
    c.denominator,
    cast(c.cumulative_numerator as decimal(24, 6)) as cumulative_numerator,
    cast(c.cumulative_denominator as decimal(24, 6)) as cumulative_denominator,
    f.is_done,
    f.done_on,
    f.criteria_percent,
    f.reported as reported_value,
    f.explanation,
    f.raw_text,
    f.version_no,
    f.arrived_on,
    f.recorded_at,
    f.run_id,
    f.submission_id,
    f.file_name as source_file,
    f.sha256 as source_sha256,
    f.sheet as source_sheet,
    f.cell as source_cell,
    f.cells as source_cells
from stg_figure as f
inner join cumulated as c
    on
        f.locality_code = c.locality_code
        and f.measure_code = c.measure_code
        and f.unit_code = c.unit_code
        and f.period_code = c.period_code
