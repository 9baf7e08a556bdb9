-- grain: one row per locality, measure, period that has ended
-- Months, what is made of them, and the period that closes the year. Progress as an open
-- calculation: each step from the figure to the status is a column. A period is judged by the
-- target, the limits and the plan in force on its last day, only from the authority's figures. A
-- quarter, half or year is made of the months of the measure's own calendar and stands where its
-- last month stands. Before its day of assessment a target is failed only where waiting would be
-- too late: maintained.
-- private: explanation
with steps as (
    select
        q.locality_code,
        q.measure_code,
        q.kind,
        q.pace,
        q.input,
        q.frequency,
        q.numerator_kind,
        q.unit_of_measure,
        q.may_be_negative,
        q.may_exceed,
        q.lead_unit_code,
        q.authority_unit_code,
        q.plan_version,
        q.kind = 'flow'
        or (q.kind = 'rate' and q.numerator_kind = 'flow' and q.denominator_kind <> 'flow')
            as adds_up,
        p.period_code,
        p.period_kind,
        p.calendar_code,
        p.year,
        p.ends_on,
        p.due_on,
        p.is_owed,
        p.month_count,
        -- the closing period comes after the last month
        case when p.period_kind = 'final' then p.month_count + 1 else p.ordinal end as seq,
        r.as_of,
        case
            when p.period_kind = 'final' or p.is_latest_of_calendar then r.as_of
            when p.ordinal = p.month_count and p.closes_on is null then r.as_of
            -- an older month is looked at as it was when it ended
            else p.ends_on
        end as seen_on,
        p.period_kind = 'month' and p.closes_on is not null as has_closing,
        p.closes_on
    from stg_measure_period as q
    inner join stg_period as p
        on q.locality_code = p.locality_code and q.period_code = p.period_code
    cross join stg_run as r
    where
        p.has_ended
        and (p.period_kind = 'month' or (p.period_kind = 'final' and p.is_collected))
),

targeted as materialized (
    select
        s.*,
        t.target_no,
        coalesce(t.target_kind, 'pending') as target_kind,
        t.comparator,
        t.target,
        t.target_high,
        coalesce(t.target_label, 'chờ giao') as target_label,
        t.valid_from as target_valid_from,
        t.assessed_on,
        nullif(t.decision_label, '') as decision_label,
        case
            when
                t.target_kind = 'numeric'
                and t.quarter_1 is not null
                and t.quarter_2 is not null
                and t.quarter_3 is not null
                then [0, t.quarter_1, t.quarter_2, t.quarter_3, t.target]
        end as quarters,
        -- the closing period's figures replace the last month's estimate at the day of assessment
        coalesce(
            s.seen_on > t.assessed_on and not (s.has_closing and t.assessed_on >= s.closes_on),
            false
        ) as is_assessed,
        coalesce(t.comparator in ('≤', '<'), false) as is_upper
    from steps as s
    left join stg_target as t
        on
            s.locality_code = t.locality_code
            and s.measure_code = t.measure_code
            and s.year = t.year
            and s.ends_on >= t.valid_from
            and s.ends_on <= coalesce(t.valid_to, date '9999-12-31')
),

-- what the authority has said, with what a maintained target has seen so far: events add up,
-- households are counted, and only what came under such a target
told as materialized (
    select
        t.locality_code,
        t.measure_code,
        t.calendar_code,
        t.year,
        t.seq as told_seq,
        t.period_code as told_period_code,
        v.value,
        v.cumulative_value,
        v.numerator,
        v.denominator,
        v.cumulative_numerator,
        v.cumulative_denominator,
        v.is_done,
        v.criteria_percent,
        sum(case when t.target_kind = 'maintained' and t.period_kind = 'month' then v.value end)
            over so_far as kept_sum,
        max(case when t.target_kind = 'maintained' then v.value end) over so_far as kept_max,
        min(case when t.target_kind = 'maintained' then v.value end) over so_far as kept_min,
        -- how far the cumulative moved in this month, for the forecast
        case
            when t.period_kind <> 'month' then null
            when t.adds_up and t.input <> 'derived' then v.value
            when t.kind = 'rate' and t.numerator_kind = 'flow' and not t.adds_up then v.value
            when t.adds_up and t.seq = 1 then v.cumulative_value
            when t.kind in ('flow', 'stock', 'rate') and lag(t.seq) over so_far = t.seq - 1
                then v.cumulative_value - lag(v.cumulative_value) over so_far
        end as step_value,
        l.share as share,
        coalesce(
            l.share - coalesce(lag(l.share) over so_far, 0), 1.0 / t.month_count
        ) as step_share
    from targeted as t
    inner join fct_measure_value as v
        on
            t.locality_code = v.locality_code
            and t.measure_code = v.measure_code
            and t.period_code = v.period_code
            and v.is_authoritative
    left join stg_last_year as l
        on
            t.locality_code = l.locality_code
            and t.measure_code = l.measure_code
            and t.period_code = l.period_code
    window so_far as (
        partition by t.locality_code, t.measure_code, t.calendar_code, t.year order by t.seq
    )
),

summed as (
    select
        *,
        count(step_value) over so_far as step_count,
        sum(cast(step_value as double)) over so_far as sum_v,
        sum(cast(step_value as double) * step_value) over so_far as sum_vv,
        sum(case when step_value is not null then step_share end) over so_far as sum_w,
        sum(case when step_value is not null then step_share * step_share end) over so_far
            as sum_ww,
        sum(step_share * step_value) over so_far as sum_vw
    from told
    window so_far as (
        partition by locality_code, measure_code, calendar_code, year order by told_seq
    )
),

-- files that came for the period but left no figure
attempts as (
    select
        j.locality_code,
        j.unit_code,
        j.period_code,
        bool_or(j.is_accepted) as has_accepted,
        bool_or(j.outcome = 'refused') as has_refused
    from stg_judgement as j
    where j.is_for_obligation and j.period_code is not null
    group by j.locality_code, j.unit_code, j.period_code
),

held as (
    select distinct
        h.locality_code,
        h.unit_code,
        h.period_code,
        m.measure_code
    from stg_held as h
    inner join stg_measure as o
        on h.locality_code = o.locality_code and h.atom = o.measure_code
    -- what is derived is held with the cell it comes from
    inner join stg_measure as m
        on
            o.locality_code = m.locality_code
            and (
                o.measure_code = m.measure_code
                or (
                    o.input = 'stock' and m.input = 'derived' and o.indicator_no = m.indicator_no
                )
            )
    where not h.is_blank
),

-- the newest figure up to each period; an asof join would be a nested loop for a whole city, for
-- the planner takes the few rows it sees for small
latest as (
    select
        t.locality_code,
        t.measure_code,
        t.period_code,
        last_value(s.told_seq ignore nulls) over (
            partition by t.locality_code, t.measure_code, t.calendar_code, t.year order by t.seq
        ) as told_seq
    from targeted as t
    left join told as s
        on
            t.locality_code = s.locality_code
            and t.measure_code = s.measure_code
            and t.calendar_code = s.calendar_code
            and t.year = s.year
            and t.seq = s.told_seq
),

-- a figure that is known only now and then stands until the next one
figures as (
    select
        t.*,
        f.* exclude (locality_code, measure_code, calendar_code, year),
        coalesce(
            f.told_seq = t.seq or (f.told_seq is not null and t.frequency = 'when_known'), false
        ) as has_figure,
        coalesce(a.has_accepted, false) as has_accepted,
        coalesce(a.has_refused, false) as has_refused,
        h.measure_code is not null as is_held,
        b.figure as same_month_last_year,
        b.share as share_last_year
    from targeted as t
    inner join latest as k
        on
            t.locality_code = k.locality_code
            and t.measure_code = k.measure_code
            and t.period_code = k.period_code
    left join summed as f
        on
            t.locality_code = f.locality_code
            and t.measure_code = f.measure_code
            and t.calendar_code = f.calendar_code
            and t.year = f.year
            and k.told_seq = f.told_seq
    left join attempts as a
        on
            t.locality_code = a.locality_code
            and t.authority_unit_code = a.unit_code
            and t.period_code = a.period_code
    left join held as h
        on
            t.locality_code = h.locality_code
            and t.authority_unit_code = h.unit_code
            and t.period_code = h.period_code
            and t.measure_code = h.measure_code
    left join stg_last_year as b
        on
            t.locality_code = b.locality_code
            and t.measure_code = b.measure_code
            and t.period_code = b.period_code
),

-- zero is a figure; these are the ways to have none
stated as (
    select
        *,
        case
            when has_figure then 'reported'
            when is_held then 'held'
            when frequency = 'when_known' and not (period_kind = 'final' and is_assessed)
                then 'not_known_yet'
            when not is_owed then 'not_owed'
            when has_accepted then 'blank'
            when has_refused then 'refused'
            when as_of > due_on then 'not_reported'
            else 'not_due'
        end as figure_state,
        case
            when kind = 'flow' and period_kind = 'final' then greatest(kept_sum, value)
            when kind = 'flow' then kept_sum
            when comparator in ('≥', '>') then kept_min
            else kept_max
        end as kept_value,
        case
            when target_kind = 'maintained' then 'level'
            when target_kind in ('pending', 'withdrawn') then 'none'
            when quarters is not null then 'quarter_schedule'
            when pace = 'linear' and share_last_year is not null then 'last_year_shape'
            when pace = 'linear' then 'even_months'
            else pace
        end as pace_source,
        4.0 * least(seq, month_count) / month_count as quarter_position
    from figures
),

paced as (
    select
        s.*,
        cast(
            case
                when target_kind = 'milestone' or pace_source = 'none' then null
                when pace_source = 'level' or period_kind = 'final' then target
                when pace_source = 'even_months'
                    then round(cast(target as double) * seq / month_count, 6)
                when pace_source = 'last_year_shape'
                    then round(cast(target as double) * share_last_year, 6)
                when pace_source <> 'quarter_schedule' then null
                when quarter_position >= 4 then target
                when adds_up
                    then round(
                            quarters[cast(floor(quarter_position) as integer) + 1]
                            + (quarter_position - floor(quarter_position))
                            * (
                                quarters[cast(floor(quarter_position) as integer) + 2]
                                - quarters[cast(floor(quarter_position) as integer) + 1]
                            ),
                            6
                        )
                -- what does not add up has no amount between two quarters' ends
                when quarter_position >= 1
                    then quarters[cast(floor(quarter_position) as integer) + 1]
            end as decimal(24, 6)
        ) as expected_value,
        case
            when kind = 'rate'
                then meets(
                        100 * cumulative_numerator,
                        comparator,
                        target * nullif(cumulative_denominator, 0),
                        target_high * nullif(cumulative_denominator, 0)
                    )
            else meets(cumulative_value, comparator, target, target_high)
        end as is_met,
        case
            when target_kind = 'numeric' and target <> 0
                then round(cast(cumulative_value as double) / cast(target as double), 6)
        end as completion,
        case
            when kind = 'flow' or comparator not in ('≥', '>') then kept_value > coalesce(target, 0)
            else not meets(kept_value, comparator, target, target_high)
        end as is_broken
    from stated as s
),

-- the figure as it is shown: rounded, but never so far that a shortfall looks like the target
shown as (
    select
        m.*,
        case
            when meets(rounded, comparator, target, target_high) is distinct from is_met
                then cumulative_value
            else rounded
        end as shown_value,
        case
            when target_kind = 'milestone' or pace_source = 'none' then null
            when
                pace_source in ('level', 'even_months', 'last_year_shape')
                and period_kind = 'final'
                then 1
            when pace_source = 'level' then 1
            when pace_source = 'even_months' then round(1.0 * seq / month_count, 6)
            when pace_source = 'last_year_shape' then round(share_last_year, 6)
            when expected_value is not null and target <> 0
                then round(cast(expected_value as double) / cast(target as double), 6)
        end as expected_share
    from (
        select
            *,
            case when kind = 'rate' then round(cumulative_value, 2) else round(cumulative_value, 3)
            end as rounded
        from paced
    ) as m
),

forecast_parts as (
    select
        s.*,
        h.linear_watch,
        h.linear_risk,
        h.level_watch,
        h.level_risk,
        h.forecast_spread,
        greatest(0, month_count - seq) as months_left,
        case
            when
                not has_figure
                or told_seq <> seq
                or period_kind <> 'month'
                or is_assessed
                or step_count < h.forecast_months_min
                or target_kind in ('maintained', 'milestone')
                or kind in ('milestone', 'yearly')
                or pace = 'by_date'
                then null
            when adds_up and share is not null and sum_w > 0 then 'last_year_shape'
            when adds_up then 'run_rate'
            when kind = 'rate' and numerator_kind = 'flow' then 'as_it_stands'
            else 'trend'
        end as forecast_method,
        case when adds_up then coalesce(share, 1.0 * seq / month_count) end as share_so_far,
        sum_v / nullif(sum_w, 0) as per_share,
        sum_v / nullif(step_count, 0) as per_month,
        case
            when adds_up
                then
                    sum_vv - 2 * (sum_v / nullif(sum_w, 0)) * sum_vw
                    + (sum_v / nullif(sum_w, 0)) * (sum_v / nullif(sum_w, 0)) * sum_ww
            else sum_vv - sum_v * sum_v / nullif(step_count, 0)
        end as scatter
    from shown as s
    inner join stg_threshold as h
        on s.locality_code = h.locality_code and s.plan_version = h.plan_version
),

forecast_spreads as (
    select
        *,
        case
            when forecast_method in ('run_rate', 'last_year_shape')
                then cast(cumulative_value as double) + per_share * (1 - share_so_far)
            when forecast_method = 'trend'
                then cast(cumulative_value as double) + per_month * months_left
            when forecast_method = 'as_it_stands' then cast(cumulative_value as double)
        end as forecast_mid,
        -- the months' scatter about their own course; what is left of equal months is no scatter
        abs(forecast_spread) * sqrt(
            case when scatter < 1e-12 * sum_vv then 0 else scatter end
            / nullif(step_count - 1, 0)
        ) * case
            when forecast_method = 'as_it_stands' then sqrt(months_left) / month_count
            else sqrt(months_left + 1.0 * months_left * months_left / step_count)
        end as forecast_half,
        case
            when may_be_negative then -1e17
            when adds_up then cast(cumulative_value as double)
            else 0
        end as forecast_floor,
        case when kind = 'rate' and not may_exceed then 100.0 else 1e17 end as forecast_ceiling
    from forecast_parts
),

judged as materialized (
    select
        m.*,
        case
            when m.target_kind = 'pending' then 'pending_target pending'
            when m.target_kind = 'withdrawn' then 'not_assessed withdrawn'
            when m.target_kind = 'maintained' and m.is_broken then 'failed maintained_broken'
            when m.figure_state = 'not_known_yet' then 'not_assessed not_known_yet'
            when m.figure_state = 'not_owed' then 'not_due not_owed'
            when not m.has_figure and m.as_of > m.due_on then 'not_reported ' || m.figure_state
            when not m.has_figure then 'not_due ' || m.figure_state
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
            when m.is_assessed and m.is_met then 'achieved reached'
            when m.is_assessed then 'failed missed'
            when m.target_kind = 'range' or m.is_upper
                then case
                        -- a bound that may still be crossed is not reached before the day
                        when m.pace_source in ('even_months', 'last_year_shape', 'quarter_schedule')
                            and m.expected_value is not null
                            then case
                                    when m.cumulative_value > coalesce(m.target_high, m.target)
                                        then 'at_risk bound_passed'
                                    when not m.is_upper and m.is_met then 'on_track bound_kept'
                                    when
                                        not m.is_upper
                                        and m.cumulative_value >= m.linear_watch * m.expected_value
                                        then 'on_track linear_on_track'
                                    when
                                        not m.is_upper
                                        and m.cumulative_value >= m.linear_risk * m.expected_value
                                        then 'watch range_behind'
                                    when not m.is_upper then 'at_risk range_behind'
                                    when not m.is_met then 'at_risk bound_passed'
                                    when m.cumulative_value * m.linear_watch <= m.expected_value
                                        then 'on_track bound_kept'
                                    when m.cumulative_value * m.linear_risk <= m.expected_value
                                        then 'watch bound_near'
                                    else 'at_risk bound_near'
                                end
                        when m.is_met then 'on_track bound_kept'
                        when m.pace <> 'level' and m.target_kind = 'range'
                            and m.cumulative_value < m.target
                            then case
                                    when m.cumulative_value > 0
                                        then 'on_track year_end_progress'
                                    else 'not_assessed year_end_nothing'
                                end
                        when m.pace <> 'level' then 'watch level_outside'
                        when m.cumulative_value > coalesce(m.target_high, m.target)
                            then case
                                    when
                                        m.cumulative_value * m.level_risk
                                        <= coalesce(m.target_high, m.target)
                                        then 'watch level_outside'
                                    else 'at_risk level_outside'
                                end
                        when m.cumulative_value >= m.level_risk * m.target
                            then 'watch level_outside'
                        else 'at_risk level_outside'
                    end
            when m.is_met and m.pace <> 'level' then 'achieved reached'
            when m.is_met then 'on_track level_met'
            when
                m.pace_source in ('even_months', 'last_year_shape', 'quarter_schedule')
                and m.expected_value is not null
                then case
                        when m.cumulative_value >= m.linear_watch * m.expected_value
                            then 'on_track linear_on_track'
                        when m.cumulative_value >= m.linear_risk * m.expected_value
                            then 'watch linear_behind'
                        else 'at_risk linear_behind'
                    end
            when m.pace = 'by_date' then 'watch by_date_waiting'
            when m.pace <> 'level' and m.cumulative_value > 0 then 'on_track year_end_progress'
            when m.pace <> 'level' and m.cumulative_value < 0 then 'watch year_end_backwards'
            when m.pace <> 'level' then 'not_assessed year_end_nothing'
            when m.level_watch < 1 and m.cumulative_value >= m.level_watch * m.target
                then 'on_track level_near'
            when m.cumulative_value >= m.level_risk * m.target then 'watch level_short'
            else 'at_risk level_short'
        end as judgement
    from forecast_spreads as m
),

-- unbroken runs of one status: a new one begins where the step before had another
turns as (
    select
        locality_code,
        measure_code,
        year,
        period_code,
        seq,
        split_part(judgement, ' ', 1) is distinct from split_part(
            lag(judgement) over (partition by locality_code, measure_code, year order by seq),
            ' ',
            1
        ) as is_new
    from (
        -- a window carries every column that it is given
        select
            locality_code,
            measure_code,
            year,
            period_code,
            seq,
            judgement
        from judged
    )
),

since as (
    select
        locality_code,
        measure_code,
        period_code,
        last_value(case when is_new then period_code end ignore nulls) over (
            partition by locality_code, measure_code, year order by seq
        ) as status_since_period
    from turns
),

stood as materialized (
    select
        j.*,
        split_part(j.judgement, ' ', 1) as status_code,
        split_part(j.judgement, ' ', 2) as reason_code,
        s.status_since_period
    from judged as j
    inner join since as s
        on
            j.locality_code = s.locality_code
            and j.measure_code = s.measure_code
            and j.period_code = s.period_code
),

-- a quarter, half, nine months or year, from its months
longer as (
    select
        p.locality_code,
        s.measure_code,
        p.period_code,
        p.period_kind as longer_kind,
        p.ends_on,
        arg_max(s.period_code, s.seq) as last_month,
        count(*) as months_expected,
        count(*) filter (where s.told_seq = s.seq) as months_reported,
        sum(s.value) filter (where s.told_seq = s.seq) as value_sum,
        arg_max(s.value, s.seq) filter (where s.has_figure) as value_last,
        sum(s.numerator) filter (where s.told_seq = s.seq) as numerator_sum,
        arg_max(s.numerator, s.seq) filter (where s.has_figure) as numerator_last,
        sum(s.denominator) filter (where s.told_seq = s.seq) as denominator_sum,
        arg_max(s.denominator, s.seq) filter (where s.has_figure) as denominator_last,
        case
            when count(s.same_month_last_year) = count(*) and bool_and(s.kind = 'flow')
                then sum(s.same_month_last_year)
        end as same_period_sum
    from stg_period as p
    inner join stood as s
        on
            p.locality_code = s.locality_code
            and p.calendar_code = s.calendar_code
            and p.year = s.year
            and s.period_kind = 'month'
            and s.ends_on between p.starts_on and p.ends_on
    where p.period_kind not in ('month', 'final') and p.has_ended
    group by
        p.locality_code, s.measure_code, p.period_code, p.period_kind, p.starts_on, p.ends_on
),

every_period as (
    select
        s.*,
        s.seq as last_seq,
        cast(1 as bigint) as months_expected,
        cast(coalesce(s.told_seq = s.seq, false) as bigint) as months_reported,
        case when s.has_figure then s.value end as period_value,
        case when s.has_figure then s.numerator end as period_numerator,
        case when s.has_figure then s.denominator end as period_denominator,
        s.figure_state as period_state,
        case when s.period_kind = 'month' then s.same_month_last_year end
            as same_period_last_year
    from stood as s
    union all by name
    select
        s.* replace (l.period_code as period_code, l.longer_kind as period_kind),
        s.seq as last_seq,
        l.months_expected,
        l.months_reported,
        cast(
            case
                when s.kind = 'flow' then l.value_sum
                when s.kind <> 'rate' or s.input = 'derived' then l.value_last
                else
                    percent_of(
                        case when s.numerator_kind = 'flow' then l.numerator_sum
                            else l.numerator_last
                        end,
                        case when m.denominator_kind = 'flow' then l.denominator_sum
                            else l.denominator_last
                        end
                    )
            end as decimal(24, 6)
        ) as period_value,
        cast(
            case when s.numerator_kind = 'flow' and s.input <> 'derived' then l.numerator_sum
                else l.numerator_last
            end as decimal(24, 6)
        ) as period_numerator,
        cast(
            case when m.denominator_kind = 'flow' then l.denominator_sum
                else l.denominator_last
            end as decimal(24, 6)
        ) as period_denominator,
        case
            when l.months_reported = l.months_expected then 'reported'
            when l.months_reported > 0 then 'partly_reported'
            else s.figure_state
        end as period_state,
        l.same_period_sum as same_period_last_year
    from longer as l
    inner join stood as s
        on
            l.locality_code = s.locality_code
            and l.measure_code = s.measure_code
            and l.last_month = s.period_code
            and l.ends_on = s.ends_on
    inner join stg_measure_period as m
        on
            l.locality_code = m.locality_code
            and l.measure_code = m.measure_code
            and l.period_code = m.period_code
),

named as (
    select
        e.*,
        p.period_no,
        p.period_label,
        p.is_shown,
        p.is_latest_of_calendar,
        o.period_label as since_label,
        coalesce(
            vi_amount(
                case when e.target_kind = 'maintained' then e.kept_value else e.shown_value end,
                6,
                e.unit_of_measure
            ),
            'không có số'
        ) as value_words,
        case
            when e.target_kind = 'maintained' or e.comparator = '='
                then vi_amount(coalesce(e.target, 0), 3, e.unit_of_measure)
            when e.target_kind = 'numeric'
                then coalesce(c.label || ' ', '') || vi_amount(e.target, 3, e.unit_of_measure)
            when e.target_kind = 'range'
                then 'từ ' || vi_number(e.target, 3) || ' đến '
                    || vi_amount(e.target_high, 3, e.unit_of_measure)
            else e.target_label
        end as target_words,
        coalesce(vi_number(cast(100 * e.completion as decimal(24, 6)), 1), '') as completion_words,
        coalesce(vi_number(cast(100 * e.expected_share as decimal(24, 6)), 1), '')
            as expected_words,
        case e.pace_source
            when 'quarter_schedule' then ' theo tiến độ quý được giao'
            when 'last_year_shape' then ' theo nhịp năm trước'
            else ''
        end as pace_words,
        case
            when not e.has_figure and e.target_kind in ('pending', 'withdrawn') then e.target_kind
            when not e.has_figure then e.figure_state
            when e.kind = 'milestone' and coalesce(e.is_done, false) then 'done'
            when e.kind = 'milestone' and e.criteria_percent is not null then 'criteria'
            when e.kind = 'milestone' then 'not_done'
            when e.shown_value is null then 'no_figure'
        end as result_code
    from every_period as e
    inner join stg_period as p
        on e.locality_code = p.locality_code and e.period_code = p.period_code
    inner join stg_period as o
        on e.locality_code = o.locality_code and e.status_since_period = o.period_code
    left join stg_word as c on e.comparator = c.code and c.word_kind = 'comparator'
)

select
    n.locality_code,
    n.measure_code,
    n.period_code,
    n.period_kind,
    n.period_label,
    cast(n.period_no as integer) as period_no,
    n.calendar_code,
    n.year,
    n.ends_on,
    n.is_latest_of_calendar as is_latest_period,
    n.is_shown,
    n.lead_unit_code,
    n.authority_unit_code,
    n.kind,
    n.pace,
    -- the target in force
    n.target_no,
    n.target_kind,
    n.comparator,
    n.target,
    n.target_high,
    n.target_label,
    n.target_valid_from,
    n.assessed_on,
    n.decision_label,
    -- the figure
    n.period_state as figure_state,
    cast(n.months_expected as integer) as months_expected,
    cast(n.months_reported as integer) as months_reported,
    n.period_value as value,
    case when n.has_figure then n.cumulative_value end as cumulative_value,
    n.period_numerator as numerator,
    n.period_denominator as denominator,
    case when n.has_figure then n.cumulative_numerator end as cumulative_numerator,
    case when n.has_figure then n.cumulative_denominator end as cumulative_denominator,
    v.cumulative_basis,
    case when n.has_figure then n.is_done end as is_done,
    v.done_on,
    case when n.has_figure then n.criteria_percent end as criteria_percent,
    coalesce(
        replace(o.label, '{percent}', coalesce(vi_number(n.criteria_percent, 1), '')),
        vi_number(n.shown_value, 6) || case
            when starts_with(n.unit_of_measure, '%') or n.target_kind = 'maintained'
                then ' ' || n.unit_of_measure
            else ''
        end
    ) as result_label,
    -- against what was to be expected by now
    n.pace_source,
    cast(n.expected_share as decimal(24, 6)) as expected_rate,
    n.expected_value,
    case when n.has_figure then cast(n.completion as decimal(24, 6)) end as completion_rate,
    case when n.has_figure and n.target_kind in ('numeric', 'range', 'maintained')
        then cast(n.cumulative_value - n.expected_value as decimal(24, 6))
    end as gap_value,
    case
        when
            n.has_figure
            and n.target_kind in ('numeric', 'range')
            and not n.is_upper
            and n.cumulative_value is not null
            then cast(greatest(0, n.target - n.cumulative_value) as decimal(24, 6))
    end as remaining_value,
    case
        when
            n.has_figure
            and n.cumulative_value is not null
            and n.adds_up
            and n.target_kind in ('numeric', 'range')
            and not n.is_upper
            and not n.is_assessed
            and n.pace <> 'level'
            and n.last_seq < n.month_count
            then cast(
                    greatest(
                        0,
                        round(
                            cast(n.target - n.cumulative_value as double)
                            / (n.month_count - n.last_seq),
                            6
                        )
                    )
                    as decimal(24, 6)
                )
    end as required_per_month,
    -- what the year may come to
    try_cast(
        round(within(n.forecast_mid, n.forecast_floor, n.forecast_ceiling), 6) as decimal(24, 6)
    ) as forecast_value,
    try_cast(
        round(
            within(n.forecast_mid - n.forecast_half, n.forecast_floor, n.forecast_ceiling), 6
        )
        as decimal(24, 6)
    ) as forecast_low,
    try_cast(
        round(
            within(n.forecast_mid + n.forecast_half, n.forecast_floor, n.forecast_ceiling), 6
        )
        as decimal(24, 6)
    ) as forecast_high,
    n.forecast_method,
    -- against the same period of the year before
    cast(n.same_period_last_year as decimal(24, 6)) as same_period_last_year,
    cast(n.period_value - n.same_period_last_year as decimal(24, 6)) as change_value,
    case
        when n.same_period_last_year <> 0
            then cast(
                    round(
                        cast(n.period_value - n.same_period_last_year as double)
                        / cast(abs(n.same_period_last_year) as double),
                        6
                    )
                    as decimal(24, 6)
                )
    end as change_rate,
    -- and so
    n.is_assessed,
    n.status_code,
    n.reason_code,
    n.status_since_period,
    'từ ' || lower(n.since_label) as status_since_label,
    replace(
        replace(
            replace(
                replace(
                    replace(
                        replace(
                            replace(
                                replace(
                                    replace(
                                        replace(w.sentence, '{value}', n.value_words),
                                        '{target}',
                                        n.target_words
                                    ),
                                    '{completion}',
                                    n.completion_words
                                ),
                                '{expected}',
                                n.expected_words
                            ),
                            '{pace}',
                            n.pace_words
                        ),
                        '{percent}',
                        coalesce(vi_number(n.criteria_percent, 1), '0')
                    ),
                    '{due}',
                    vi_date(n.due_on)
                ),
                '{assessed}',
                coalesce(vi_date(n.assessed_on), '')
            ),
            '{from}',
            coalesce(vi_date(n.target_valid_from), '')
        ),
        '{since}',
        lower(n.since_label)
    ) as status_reason,
    m.is_restricted,
    coalesce(v.is_illustrative, false) as is_illustrative,
    v.explanation,
    v.submission_id,
    v.source_file,
    v.source_sha256,
    v.source_sheet,
    v.source_cell,
    v.source_cells
from named as n
inner join stg_measure as m
    on n.locality_code = m.locality_code and n.measure_code = m.measure_code
left join stg_reason as w on n.reason_code = w.reason_code
left join stg_word as o on n.result_code = o.code and o.word_kind = 'result'
-- what the figure's source says of it is long: it is fetched here, once, instead of being carried
left join fct_measure_value as v
    on
        n.has_figure
        and n.locality_code = v.locality_code
        and n.measure_code = v.measure_code
        and n.told_period_code = v.period_code
        and v.is_authoritative
