-- grain: one row per level, place, measure, period that has ended
-- From tổ dân phố to ward to city to country by one reckoning. A ward stands by what its authority
-- says; above it counts are summed, rates made anew from the sums of their two numbers, milestones
-- counted, and what cannot be added (a mean or a growth without its parts, a measure that two wards
-- define or time otherwise) is not added and says so. Of how many places the sum is stands beside
-- it: a place that owes nothing, or nothing yet, is not expected, nor a ward that has gone over into
-- others; and no ward that has no plan in this warehouse. Last year's figures follow the boundaries.
-- columns:
-- level: area (tổ dân phố) · locality (địa bàn) · city · country
-- place_code: its code; a tổ dân phố's after its ward's and a stroke, the country's is vn
-- parent_code: place_code of the place it is part of; null for the country
-- place_name: its name
-- locality_code: the ward it is or is part of; null above
-- unit_of_measure: what a figure counts, as printed
-- remaining_value [đơn vị tính]: what is left by tổ dân phố of what is to fall; value is null then
-- reached_count [địa bàn]: of a cột mốc how many have reached it
-- expected_count [tổ or địa bàn]: places that were to report: itself, above the ward the wards below
-- reported_count [tổ or địa bàn]: of these, with a figure
-- missing_places: the others, by name; null when none is missing
-- state_label: the same in words; above the ward, of how many wards this warehouse knows: it knows
--   no others
-- state: whole · partial · none · remaining_only · not_additive · not_comparable
-- state_order: place of the state, best first
-- last_year_value [đơn vị tính]: cùng kỳ năm trước under today's boundaries
-- last_year_numerator [what its label in the form counts]: its tử số; null where only the rate is known
-- last_year_denominator [what its label in the form counts]: its mẫu số
-- last_year_state: stated · same_place · predecessors · estimated (something was split) · summed
--   · incomplete (one of the places before has none) · not_additive · none
-- last_year_label: the same in words
with months_before as (
    select
        p.locality_code,
        p.period_code,
        l.period_code as period_then
    from stg_period as p
    inner join stg_period as l
        on
            p.locality_code = l.locality_code
            and p.calendar_code = l.calendar_code
            and p.period_kind = l.period_kind
            and p.ordinal = l.ordinal
            and p.year = l.year + 1
),

-- ---- tổ dân phố

area_parts as (
    select
        a.*,
        q.unit_of_measure,
        q.input,
        coalesce(d.area_name, a.area_code) as area_name,
        p.period_kind,
        p.year,
        p.ends_on
    from stg_area_part as a
    inner join stg_measure_period as q
        on
            a.locality_code = q.locality_code
            and a.measure_code = q.measure_code
            and a.period_code = q.period_code
            and a.unit_code = q.lead_unit_code
    inner join stg_period as p
        on a.locality_code = p.locality_code and a.period_code = p.period_code
    left join stg_area as d
        on a.locality_code = d.locality_code and a.area_code = d.area_code
    where p.has_ended
),

-- what was reported then: one year's parts have none before them
parts_then as (
    select f.*
    from area_parts as f
    semi join months_before as b
        on f.locality_code = b.locality_code and f.period_code = b.period_then
    where f.is_reported
),

areas_then as (
    select
        a.locality_code,
        a.measure_code,
        a.period_code,
        a.area_code,
        count(n.ancestor_code) as ancestors,
        count(f.area_code) = count(*) as is_known,
        count(f.area_code) as known,
        coalesce(bool_or(n.share < 1), false) as is_split,
        a.by_area,
        case
            when a.by_area = 'number' and a.kind <> 'rate'
                then sum(coalesce(n.share, 1) * f.reported)
        end as reported,
        sum(coalesce(n.share, 1) * f.numerator) as numerator,
        sum(coalesce(n.share, 1) * f.denominator) as denominator
    from area_parts as a
    inner join months_before as b
        on a.locality_code = b.locality_code and a.period_code = b.period_code
    left join stg_ancestor as n
        on
            n.place_kind = 'area'
            and a.locality_code = n.locality_code
            and a.period_code = n.period_code
            and a.area_code = n.place_code
    left join parts_then as f
        on
            a.locality_code = f.locality_code
            and a.measure_code = f.measure_code
            and b.period_then = f.period_code
            and coalesce(n.ancestor_code, a.area_code) = f.area_code
    group by
        a.locality_code, a.measure_code, a.period_code, a.area_code, a.by_area, a.kind
),

areas as (
    select
        'area' as level,
        a.locality_code || '/' || a.area_code as place_code,
        a.locality_code as parent_code,
        a.locality_code,
        a.area_name as place_name,
        a.measure_code,
        a.period_code,
        a.period_kind,
        a.year,
        a.ends_on,
        a.kind,
        a.unit_of_measure,
        -- of what falls only what is left is known by area, not where each area began
        case
            when a.kind = 'rate' then percent_of(a.numerator, a.denominator)
            when a.by_area = 'yes_no' then a.numerator
            when a.input = 'own' then a.reported
        end as value,
        case when a.input = 'stock' then a.reported end as remaining_value,
        case when a.kind = 'rate' then a.numerator end as numerator,
        case when a.kind = 'rate' then a.denominator end as denominator,
        cast(null as decimal(24, 6)) as cumulative_value,
        cast(null as decimal(24, 6)) as cumulative_numerator,
        cast(null as decimal(24, 6)) as cumulative_denominator,
        cast(null as integer) as reached_count,
        cast(a.is_expected as integer) as expected_count,
        cast(a.is_reported as integer) as reported_count,
        cast(null as varchar) as missing_places,
        case
            when not a.is_reported then 'none'
            when a.input = 'stock' then 'remaining_only'
            else 'whole'
        end as state,
        case
            when not coalesce(t.is_known, false) or a.input = 'stock' then null
            when a.by_area = 'yes_no' and (t.ancestors > 1 or t.is_split) then null
            when a.kind = 'rate' then percent_of(t.numerator, t.denominator)
            when a.by_area = 'yes_no' then t.numerator
            else t.reported
        end as last_year_value,
        case when t.is_known and a.kind = 'rate' then t.numerator end as last_year_numerator,
        case when t.is_known and a.kind = 'rate' then t.denominator end as last_year_denominator,
        case
            when coalesce(t.known, 0) = 0 or a.input = 'stock' then 'none'
            when not t.is_known then 'incomplete'
            when t.ancestors = 0 then 'same_place'
            when a.by_area = 'yes_no' and (t.ancestors > 1 or t.is_split) then 'not_additive'
            when t.is_split then 'estimated'
            else 'predecessors'
        end as last_year_state
    from area_parts as a
    left join areas_then as t
        on
            a.locality_code = t.locality_code
            and a.measure_code = t.measure_code
            and a.period_code = t.period_code
            and a.area_code = t.area_code
),

-- ---- wards

-- wards that have gone over into others altogether, and the first day without them
ended as (
    select
        old_code as locality_code,
        valid_from
    from stg_succession
    where place_kind = 'locality'
    group by old_code, valid_from
    having not bool_or(new_code = old_code) and sum(share) > 0.9999
    qualify row_number() over (partition by old_code order by valid_from) = 1
),

wards as (
    select
        f.*,
        q.unit_of_measure,
        q.numerator_kind,
        q.denominator_kind,
        p.starts_on,
        d.locality_name,
        d.city_code,
        d.city_name,
        case
            when f.kind in ('flow', 'stock') then 'sum'
            when f.kind = 'rate' then 'rate'
            when f.kind = 'milestone' then 'reached'
            -- so many per head, so much growth: without the two numbers there is nothing to add
            when regexp_matches(q.unit_of_measure, '[/%]') then 'nothing'
            else 'sum'
        end as adding,
        f.figure_state in ('reported', 'partly_reported') as is_reported,
        e.valid_from is not null as is_ended,
        e.valid_from is null
        and f.figure_state not in ('not_owed', 'not_due', 'not_known_yet') as is_expected
    from fct_progress as f
    inner join stg_measure_period as q
        on
            f.locality_code = q.locality_code
            and f.measure_code = q.measure_code
            and f.period_code = q.period_code
    inner join stg_period as p
        on f.locality_code = p.locality_code and f.period_code = p.period_code
    inner join dim_locality as d on f.locality_code = d.locality_code
    left join ended as e on f.locality_code = e.locality_code and p.ends_on >= e.valid_from
),

wards_then as (
    select
        w.locality_code,
        w.measure_code,
        w.period_code,
        count(n.ancestor_code) as ancestors,
        count(v.measure_code) = count(*) as is_known,
        count(v.measure_code) as known,
        coalesce(bool_or(n.share < 1), false) as is_split,
        case
            when w.adding = 'sum' then sum(coalesce(n.share, 1) * v.value)
            when count(n.ancestor_code) = 0 then any_value(v.value)
        end as value,
        sum(coalesce(n.share, 1) * v.numerator) as numerator,
        sum(coalesce(n.share, 1) * v.denominator) as denominator
    from wards as w
    inner join stg_period as p
        on w.locality_code = p.locality_code and w.period_code = p.period_code
    left join stg_ancestor as n
        on
            n.place_kind = 'locality'
            and w.locality_code = n.locality_code
            and w.period_code = n.period_code
            and w.locality_code = n.place_code
    left join stg_period as b
        on
            coalesce(n.ancestor_code, w.locality_code) = b.locality_code
            and p.calendar_code = b.calendar_code
            and p.period_kind = b.period_kind
            and p.ordinal = b.ordinal
            and p.year = b.year + 1
    left join fct_measure_value as v
        on
            b.locality_code = v.locality_code
            and b.period_code = v.period_code
            and w.measure_code = v.measure_code
            and v.is_authoritative
    where p.period_kind in ('month', 'final')
    group by w.locality_code, w.measure_code, w.period_code, w.adding
),

wards_with_then as (
    select
        w.*,
        t.ancestors,
        case
            when b.figure is not null then 'stated'
            when
                coalesce(t.ancestors, 0) = 0 and w.same_period_last_year is not null
                then 'same_place'
            when coalesce(t.ancestors, 0) = 0 or t.known = 0 then 'none'
            when not t.is_known then 'incomplete'
            when w.adding not in ('sum', 'rate') then 'not_additive'
            when t.is_split then 'estimated'
            else 'predecessors'
        end as last_year_state,
        b.figure as stated_then,
        t.value as value_then,
        t.numerator as numerator_then,
        t.denominator as denominator_then
    from wards as w
    left join stg_base_figure as b
        on
            w.locality_code = b.locality_code
            and w.year = b.year
            and w.measure_code = b.measure_code
            and w.period_code = b.period_code
    left join wards_then as t
        on
            w.locality_code = t.locality_code
            and w.measure_code = t.measure_code
            and w.period_code = t.period_code
),

localities as (
    select
        'locality' as level,
        w.locality_code as place_code,
        w.city_code as parent_code,
        w.locality_code,
        w.locality_name as place_name,
        w.measure_code,
        w.period_code,
        w.period_kind,
        w.year,
        w.ends_on,
        w.kind,
        w.unit_of_measure,
        w.value,
        cast(null as decimal(24, 6)) as remaining_value,
        w.numerator,
        w.denominator,
        w.cumulative_value,
        w.cumulative_numerator,
        w.cumulative_denominator,
        case when w.kind = 'milestone' and w.is_reported
            then cast(coalesce(w.is_done, false) as integer)
        end as reached_count,
        cast(w.is_expected as integer) as expected_count,
        cast(w.is_reported as integer) as reported_count,
        cast(null as varchar) as missing_places,
        case
            when w.figure_state = 'partly_reported' then 'partial'
            when w.is_reported then 'whole'
            else 'none'
        end as state,
        case
            when w.last_year_state = 'stated' then w.stated_then
            when w.last_year_state = 'same_place' then w.same_period_last_year
            when w.last_year_state not in ('predecessors', 'estimated') then null
            when w.kind = 'rate' then percent_of(w.numerator_then, w.denominator_then)
            else w.value_then
        end as last_year_value,
        case
            when
                w.kind = 'rate'
                and w.last_year_state in ('same_place', 'predecessors', 'estimated')
                then w.numerator_then
        end as last_year_numerator,
        case
            when
                w.kind = 'rate'
                and w.last_year_state in ('same_place', 'predecessors', 'estimated')
                then w.denominator_then
        end as last_year_denominator,
        w.last_year_state,
        w.is_ended,
        w.city_name,
        w.adding,
        concat_ws(
            '|',
            w.kind,
            w.unit_of_measure,
            w.numerator_kind,
            w.denominator_kind,
            w.starts_on,
            w.ends_on
        ) as defined_as
    from wards_with_then as w
),

-- ---- above them

gathered as (
    select
        'city' as upper_level,
        l.parent_code as upper_code,
        'vn' as upper_parent,
        l.city_name as upper_name,
        l.*
    from localities as l
    union all
    select
        'country' as upper_level,
        'vn' as upper_code,
        null as upper_parent,
        'Cả nước' as upper_name,
        l.*
    from localities as l
),

summed as (
    select
        g.upper_level as level,
        g.upper_code as place_code,
        g.upper_parent as parent_code,
        min(g.upper_name) as place_name,
        g.measure_code,
        g.period_code,
        min(g.period_kind) as period_kind,
        min(g.year) as year,
        max(g.ends_on) as ends_on,
        min(g.kind) as kind,
        min(g.unit_of_measure) as unit_of_measure,
        min(g.adding) as adding,
        min(g.defined_as) = max(g.defined_as) as is_one_measure,
        sum(g.value) as value_sum,
        sum(g.numerator) filter (where g.value is not null) as numerator_sum,
        sum(g.denominator) filter (where g.value is not null) as denominator_sum,
        sum(g.cumulative_value) as cumulative_sum,
        sum(g.cumulative_numerator) filter (where g.cumulative_value is not null)
            as cumulative_numerator_sum,
        sum(g.cumulative_denominator) filter (where g.cumulative_value is not null)
            as cumulative_denominator_sum,
        sum(g.reached_count) as reached_sum,
        sum(greatest(g.expected_count, g.reported_count)) as expected_sum,
        sum(g.reported_count) as reported_sum,
        bool_or(g.state = 'partial') as has_partial,
        string_agg(g.place_name, ', ' order by g.place_name)
            filter (where g.expected_count > g.reported_count) as missing_names,
        -- what an ended ward was is in those that took it over
        count(g.last_year_value) filter (where not g.is_ended) as then_known,
        count(*) filter (where not g.is_ended) as then_expected,
        count(g.last_year_denominator) filter (where not g.is_ended) as then_parts_known,
        coalesce(
            bool_or(g.last_year_state = 'estimated') filter (where not g.is_ended), false
        ) as is_estimated,
        sum(g.last_year_value) filter (where not g.is_ended) as then_sum,
        sum(g.last_year_numerator) filter (where not g.is_ended) as then_numerator_sum,
        sum(g.last_year_denominator) filter (where not g.is_ended) as then_denominator_sum
    from gathered as g
    group by
        g.upper_level, g.upper_code, g.upper_parent, g.measure_code, g.period_code
),

added as (
    select
        *,
        is_one_measure and adding in ('sum', 'rate') as is_added,
        case
            when not is_one_measure then 'not_comparable'
            when adding = 'nothing' then 'not_additive'
            when reported_sum = 0 then 'none'
            when has_partial or reported_sum < expected_sum then 'partial'
            else 'whole'
        end as sum_state,
        case
            when not is_one_measure or adding not in ('sum', 'rate') then 'not_additive'
            when then_known = 0 then 'none'
            when then_known < then_expected then 'incomplete'
            -- a rate that is only stated has no two numbers to add
            when adding = 'rate' and then_parts_known < then_expected then 'not_additive'
            when is_estimated then 'estimated'
            else 'summed'
        end as then_state
    from summed
),

uppers as (
    select
        a.level,
        a.place_code,
        a.parent_code,
        cast(null as varchar) as locality_code,
        a.place_name,
        a.measure_code,
        a.period_code,
        a.period_kind,
        a.year,
        a.ends_on,
        a.kind,
        a.unit_of_measure,
        case
            when not a.is_added then null
            when a.adding = 'rate' then percent_of(a.numerator_sum, a.denominator_sum)
            else a.value_sum
        end as value,
        cast(null as decimal(24, 6)) as remaining_value,
        case when a.is_added and a.adding = 'rate' then a.numerator_sum end as numerator,
        case when a.is_added and a.adding = 'rate' then a.denominator_sum end as denominator,
        case
            when not a.is_added then null
            when a.adding = 'rate'
                then percent_of(a.cumulative_numerator_sum, a.cumulative_denominator_sum)
            else a.cumulative_sum
        end as cumulative_value,
        case when a.is_added and a.adding = 'rate' then a.cumulative_numerator_sum end
            as cumulative_numerator,
        case when a.is_added and a.adding = 'rate' then a.cumulative_denominator_sum end
            as cumulative_denominator,
        case when a.is_one_measure and a.adding = 'reached' then a.reached_sum end
            as reached_count,
        a.expected_sum as expected_count,
        a.reported_sum as reported_count,
        a.missing_names as missing_places,
        a.sum_state as state,
        case
            when a.then_state not in ('summed', 'estimated') then null
            when a.adding = 'rate' then percent_of(a.then_numerator_sum, a.then_denominator_sum)
            else a.then_sum
        end as last_year_value,
        case when a.then_state in ('summed', 'estimated') then a.then_numerator_sum end
            as last_year_numerator,
        case when a.then_state in ('summed', 'estimated') then a.then_denominator_sum end
            as last_year_denominator,
        a.then_state as last_year_state
    from added as a
),

every_level as (
    select * from areas
    union all by name
    select * exclude (is_ended, city_name, adding, defined_as) from localities
    union all by name
    select * from uppers
),

restricted as (
    select
        m.measure_code,
        bool_or(m.is_restricted) as is_restricted
    from stg_measure as m
    group by m.measure_code
)

select
    e.level,
    e.place_code,
    e.parent_code,
    e.locality_code,
    e.place_name,
    e.measure_code,
    e.period_code,
    e.period_kind,
    cast(e.year as integer) as year,
    e.ends_on,
    e.kind,
    e.unit_of_measure,
    cast(e.value as decimal(24, 6)) as value,
    cast(e.remaining_value as decimal(24, 6)) as remaining_value,
    cast(e.numerator as decimal(24, 6)) as numerator,
    cast(e.denominator as decimal(24, 6)) as denominator,
    cast(e.cumulative_value as decimal(24, 6)) as cumulative_value,
    cast(e.cumulative_numerator as decimal(24, 6)) as cumulative_numerator,
    cast(e.cumulative_denominator as decimal(24, 6)) as cumulative_denominator,
    cast(e.reached_count as integer) as reached_count,
    cast(e.expected_count as integer) as expected_count,
    cast(e.reported_count as integer) as reported_count,
    e.missing_places,
    e.state,
    case
        when e.level in ('city', 'country') and e.state in ('whole', 'partial', 'none')
            then w.label || ': ' || e.reported_count || '/' || e.expected_count
                || ' địa bàn có kế hoạch trong kho này'
        else w.label
    end as state_label,
    cast(w.sort_order as integer) as state_order,
    cast(e.last_year_value as decimal(24, 6)) as last_year_value,
    cast(e.last_year_numerator as decimal(24, 6)) as last_year_numerator,
    cast(e.last_year_denominator as decimal(24, 6)) as last_year_denominator,
    e.last_year_state,
    t.label as last_year_label,
    coalesce(m.is_restricted, r.is_restricted) as is_restricted
from every_level as e
inner join stg_word as w on e.state = w.code and w.word_kind = 'rollup'
inner join stg_word as t on e.last_year_state = t.code and t.word_kind = 'rollup_then'
inner join restricted as r on e.measure_code = r.measure_code
left join stg_measure as m
    on e.locality_code = m.locality_code and e.measure_code = m.measure_code
