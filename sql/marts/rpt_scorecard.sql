-- grain: one row per locality, measure, month that has ended
-- How each measure stands against its target, why, and since when. Only the authority's figures. A
-- target is judged before its day of assessment only where waiting would be too late: maintained.
with months as (
    select
        m.locality_code,
        m.measure_code,
        m.unit_of_measure,
        m.kind,
        m.pace,
        m.input,
        m.frequency,
        m.numerator_kind,
        p.period_code,
        p.period_no,
        p.period_label,
        p.ordinal,
        p.year,
        p.ends_on,
        p.due_on,
        p.is_latest_of_calendar,
        r.as_of,
        -- the newest month is looked at today, an older one as it was when it ended
        case when p.is_latest_of_calendar then r.as_of else p.ends_on end as seen_on
    from stg_measure as m
    inner join stg_period as p
        on m.locality_code = p.locality_code and m.calendar_code = p.calendar_code
    inner join stg_plan as n on m.locality_code = n.locality_code and p.year = n.year
    cross join stg_run as r
    where m.is_in_force and p.period_kind = 'month' and p.has_ended
),

-- what counts for the month; a figure that is known only now and then stands until the next one
figures as (
    select
        m.*,
        f.* exclude (locality_code, measure_code, period_code, kind),
        f.reported_ordinal is not null as has_figure
    from months as m
    asof left join (
        select
            v.*,
            p.ordinal as reported_ordinal,
            p.year as reported_year,
            -- what a maintained zero has seen so far: events add up, households are counted
            case v.kind
                when 'flow' then sum(v.value) over so_far
                else max(v.value) over so_far
            end as seen_so_far
        from fct_measure_value as v
        inner join stg_period as p
            on v.locality_code = p.locality_code and v.period_code = p.period_code
        where v.is_authoritative and p.period_kind = 'month'
        window so_far as (
            partition by v.locality_code, v.measure_code, v.unit_code, p.calendar_code, p.year
            order by p.ordinal
        )
    ) as f
        on
            m.locality_code = f.locality_code
            and m.measure_code = f.measure_code
            and m.year = f.reported_year
            and m.ordinal >= f.reported_ordinal
),

of_the_month as (
    select
        * replace (
            has_figure and (frequency = 'when_known' or reported_ordinal = ordinal) as has_figure
        )
    from figures
),

targeted as (
    select
        f.*,
        coalesce(t.target_kind, 'pending') as target_kind,
        t.comparator,
        t.target,
        t.target_high,
        coalesce(t.target_label, 'chờ giao') as target_label,
        t.assessed_on,
        coalesce(f.seen_on > t.assessed_on, false) as is_assessed,
        round(f.ordinal / 12.0, 6) as elapsed_rate
    from of_the_month as f
    left join stg_target as t
        on
            f.locality_code = t.locality_code
            and f.measure_code = t.measure_code
            and f.ends_on >= t.valid_from
            and (t.valid_to is null or f.ends_on <= t.valid_to)
),

measured as (
    select
        t.*,
        case
            when t.kind = 'rate'
                then meets(
                        100 * t.cumulative_numerator,
                        t.comparator,
                        t.target * nullif(t.cumulative_denominator, 0),
                        t.target_high * nullif(t.cumulative_denominator, 0)
                    )
            else meets(t.cumulative_value, t.comparator, t.target, t.target_high)
        end as is_met,
        case
            when t.target_kind = 'numeric' and t.target <> 0
                then round(cast(t.cumulative_value as double) / cast(t.target as double), 6)
        end as completion
    from targeted as t
),

-- the figure as it is shown: rounded, but never so far that a shortfall looks like the target
shown as (
    select
        m.*,
        case
            when meets(rounded, comparator, target, target_high) is distinct from is_met
                then cumulative_value
            else rounded
        end as shown_value
    from (
        select
            *,
            case when kind = 'rate' then round(cumulative_value, 2) else round(cumulative_value, 3)
            end as rounded
        from measured
    ) as m
),

judged as (
    select
        m.*,
        h.linear_watch,
        h.linear_risk,
        h.level_watch,
        h.level_risk,
        case
            when m.target_kind = 'pending' then 'pending_target pending'
            when m.target_kind = 'maintained' and coalesce(m.seen_so_far, 0) > 0
                then 'failed maintained_broken'
            when not m.has_figure and m.frequency = 'when_known'
                then 'not_assessed not_known_yet'
            when not m.has_figure and m.as_of > m.due_on then 'not_reported not_reported'
            when not m.has_figure then 'not_due not_due'
            when m.target_kind = 'maintained' and m.value is null then 'not_assessed no_figure'
            when m.target_kind = 'maintained' and m.is_assessed then 'achieved maintained_kept'
            when m.target_kind = 'maintained' then 'on_track maintained_kept'
            when m.target_kind = 'milestone' and coalesce(m.is_done, false)
                then 'achieved milestone_done'
            when m.target_kind = 'milestone' and m.is_assessed then 'failed milestone_missed'
            when m.target_kind = 'milestone' and coalesce(m.criteria_percent, 0) > 0
                then 'on_track milestone_progress'
            when m.target_kind = 'milestone' then 'not_assessed milestone_nothing'
            when m.is_met is null then 'not_assessed no_figure'
            when m.is_met and (m.pace <> 'level' or m.is_assessed) then 'achieved reached'
            when m.is_met then 'on_track level_met'
            when m.is_assessed then 'failed missed'
            when m.pace = 'by_date' then 'watch by_date_waiting'
            when m.pace = 'year_end' and m.cumulative_value > 0 then 'on_track year_end_progress'
            when m.pace = 'year_end' and m.cumulative_value < 0 then 'watch year_end_backwards'
            when m.pace = 'year_end' then 'not_assessed year_end_nothing'
            when m.pace = 'linear'
                and 12 * m.cumulative_value >= h.linear_watch * m.ordinal * m.target
                then 'on_track linear_on_track'
            when m.pace = 'linear'
                and 12 * m.cumulative_value >= h.linear_risk * m.ordinal * m.target
                then 'watch linear_behind'
            when m.pace = 'linear' then 'at_risk linear_behind'
            when m.comparator not in ('≥', '>', '=') then 'watch level_outside'
            when h.level_watch < 1 and m.cumulative_value >= h.level_watch * m.target
                then 'on_track level_near'
            when m.cumulative_value >= h.level_risk * m.target then 'watch level_short'
            else 'at_risk level_short'
        end as judgement
    from shown as m
    inner join stg_threshold as h on m.locality_code = h.locality_code
),

named as (
    select
        j.*,
        split_part(judgement, ' ', 1) as status_code,
        split_part(judgement, ' ', 2) as reason_code,
        coalesce(
            vi_amount(
                case when target_kind = 'maintained' then seen_so_far else shown_value end,
                6,
                unit_of_measure
            ),
            'không có số'
        ) as value_words,
        case
            when target_kind = 'maintained' or comparator = '='
                then vi_amount(coalesce(target, 0), 3, unit_of_measure)
            when target_kind = 'numeric'
                then coalesce(p.label || ' ', '') || vi_amount(target, 3, unit_of_measure)
            else target_label
        end as target_words,
        coalesce(vi_number(cast(100 * completion as decimal(24, 6)), 1), '') as completion_words,
        vi_number(cast(100 * elapsed_rate as decimal(24, 6)), 1) as expected_words,
        case
            when not has_figure and target_kind = 'pending' then 'pending'
            when not has_figure and frequency = 'when_known' then 'not_known_yet'
            when not has_figure and as_of > due_on then 'not_reported'
            when not has_figure then 'not_due'
            when kind = 'milestone' and coalesce(is_done, false) then 'done'
            when kind = 'milestone' and criteria_percent is not null then 'criteria'
            when kind = 'milestone' then 'not_done'
            when shown_value is null then 'no_figure'
        end as result_code,
        vi_number(shown_value, 6) || case
            when starts_with(unit_of_measure, '%') or target_kind = 'maintained'
                then ' ' || unit_of_measure
            else ''
        end as result_words
    from judged as j
    left join stg_word as p on j.comparator = p.code and p.word_kind = 'comparator'
),

-- unbroken runs of one status: a new one begins where the month before had another
runs as (
    select
        *,
        sum(is_new) over (
            partition by locality_code, measure_code, year order by ordinal
        ) as run_no
    from (
        select
            *,
            case
                when
                    status_code = lag(status_code) over (
                        partition by locality_code, measure_code, year order by ordinal
                    )
                    then 0
                else 1
            end as is_new
        from named
    )
),

dated as (
    select
        *,
        first_value(period_code) over one_run as status_since_period,
        first_value(period_label) over one_run as status_since_period_label
    from runs
    window one_run as (
        partition by locality_code, measure_code, year, run_no order by ordinal
    )
)

select
    d.locality_code,
    l.locality_name,
    d.measure_code,
    m.measure_name,
    m.short_name,
    m.indicator_no,
    m.unit_of_measure,
    d.measure_code || ' · ' || m.measure_name || case
        when d.kind = 'milestone' then ' (% tiêu chí)'
        when m.unit_of_measure <> '' then ' (' || m.unit_of_measure || ')'
        else ''
    end as measure_label,
    d.kind,
    d.pace,
    d.period_code,
    d.period_label,
    cast(d.period_no as integer) as period_no,
    d.ends_on,
    d.is_latest_of_calendar as is_latest_period,
    m.lead_unit_code,
    u.unit_name as lead_unit_name,
    u.unit_short_name as lead_unit_short_name,
    d.status_code,
    s.status_word,
    s.status_shape,
    s.status_shape || ' ' || s.status_word as status_label,
    s.status_colour,
    cast(s.status_order as integer) as status_order,
    s.status_group,
    d.status_since_period,
    'từ ' || lower(d.status_since_period_label) as status_since_label,
    replace(
        replace(
            replace(
                replace(
                    replace(
                        replace(
                            replace(
                                replace(w.sentence, '{value}', d.value_words),
                                '{target}',
                                d.target_words
                            ),
                            '{completion}',
                            d.completion_words
                        ),
                        '{expected}',
                        d.expected_words
                    ),
                    '{percent}',
                    coalesce(vi_number(d.criteria_percent, 1), '0')
                ),
                '{due}',
                vi_date(d.due_on)
            ),
            '{assessed}',
            coalesce(vi_date(d.assessed_on), '')
        ),
        '{since}',
        lower(d.status_since_period_label)
    ) as status_reason,
    m.is_restricted,
    d.has_figure and coalesce(d.is_illustrative, false) as is_illustrative,
    d.target_kind,
    d.comparator,
    d.target,
    d.target_label,
    case when d.has_figure then d.value end as value,
    case when d.has_figure then d.cumulative_value end as cumulative_value,
    case when d.has_figure then d.numerator end as numerator,
    case when d.has_figure then d.denominator end as denominator,
    case when d.has_figure then d.cumulative_numerator end as cumulative_numerator,
    case when d.has_figure then d.cumulative_denominator end as cumulative_denominator,
    case when d.has_figure then d.cumulative_basis end as cumulative_basis,
    case when d.has_figure then d.is_done end as is_done,
    case when d.has_figure then d.criteria_percent end as criteria_percent,
    coalesce(
        replace(v.label, '{percent}', coalesce(vi_number(d.criteria_percent, 1), '')),
        d.result_words
    ) as result_label,
    case when d.has_figure then cast(d.completion as decimal(24, 6)) end as completion_rate,
    case d.pace
        when 'linear' then cast(d.elapsed_rate as decimal(24, 6))
        when 'level' then cast(1 as decimal(24, 6))
    end as expected_rate,
    d.pace as pace_method,
    case
        when
            d.has_figure and d.pace = 'linear' and d.target_kind = 'numeric' and d.kind = 'flow'
            and d.ordinal < 12
            then cast(
                    greatest(
                        0,
                        round(cast(d.target - d.cumulative_value as double) / (12 - d.ordinal), 6)
                    )
                    as decimal(24, 6)
                )
    end as required_per_month,
    cast(null as decimal(24, 6)) as forecast_value,
    cast(null as decimal(24, 6)) as forecast_low,
    cast(null as decimal(24, 6)) as forecast_high,
    cast(null as varchar) as forecast_method,
    b.figure as same_period_last_year,
    case
        when d.has_figure and b.figure <> 0
            then cast(
                    round(cast(d.value - b.figure as double) / cast(abs(b.figure) as double), 6)
                    as decimal(24, 6)
                )
    end as change_rate,
    case when d.has_figure then d.explanation end as explanation,
    case when d.has_figure then d.submission_id end as submission_id,
    case when d.has_figure then d.source_file end as source_file,
    case when d.has_figure then d.source_sheet end as source_sheet,
    case when d.has_figure then d.source_cell end as source_cell,
    case when d.has_figure then d.source_cells end as source_cells
from dated as d
inner join stg_measure as m
    on d.locality_code = m.locality_code and d.measure_code = m.measure_code
inner join stg_plan as l on d.locality_code = l.locality_code
left join stg_unit as u on m.locality_code = u.locality_code and m.lead_unit_code = u.unit_code
left join stg_status as s on d.locality_code = s.locality_code and d.status_code = s.status_code
left join stg_reason as w on d.reason_code = w.reason_code
left join stg_word as v on d.result_code = v.code and v.word_kind = 'result'
left join stg_base_figure as b
    on
        d.locality_code = b.locality_code
        and d.measure_code = b.measure_code
        and d.period_code = b.period_code
