-- grain: one row per locality, measure, unit, period
-- The parts by tổ dân phố against the stated total: how many areas were asked, how many answered,
-- which are missing, and what the parts come to. A rate is made anew from the sums of its two
-- numbers, never averaged; an incomplete sum agrees or disagrees with nothing.
-- columns:
-- areas_expected [tổ]: tổ dân phố that were asked: those of the form that was filled, else of the plan
-- areas_reported [tổ]: of these, with a whole answer
-- missing_areas: the others, by name; null when none is missing
-- stated_value [đơn vị tính]: what the unit states for the whole
-- stated_numerator [what its label in the form counts]: tử số the unit states for the whole
-- stated_denominator [what its label in the form counts]: mẫu số the unit states for the whole
-- parts_value [đơn vị tính]: what the parts come to; of a rate from the sums of its two numbers
-- parts_numerator [what its label in the form counts]: tử số of all parts; of a yes/no how many said yes
-- parts_denominator [what its label in the form counts]: mẫu số of all parts; of a yes/no how many answered
-- state: agree · differs · incomplete · no_parts · not_reported
-- state_order: place of the state, worst first
with added as (
    select
        a.locality_code,
        a.measure_code,
        a.unit_code,
        a.period_code,
        a.kind,
        a.by_area,
        bool_or(a.has_whole) as has_whole,
        count(*) filter (where a.is_expected) as areas_expected,
        count(*) filter (where a.is_expected and a.is_reported) as areas_reported,
        string_agg(coalesce(d.area_name, a.area_code), ', ' order by d.sort_order, a.area_code)
            filter (where a.is_expected and not a.is_reported) as missing_areas,
        sum(a.reported) as parts_value,
        sum(a.numerator) as parts_numerator,
        sum(a.denominator) as parts_denominator
    from stg_area_part as a
    left join stg_area as d
        on a.locality_code = d.locality_code and a.area_code = d.area_code
    group by
        a.locality_code, a.measure_code, a.unit_code, a.period_code, a.kind, a.by_area
),

compared as (
    select
        a.* exclude (parts_value),
        case
            when a.kind = 'rate' then percent_of(a.parts_numerator, a.parts_denominator)
            when a.by_area = 'yes_no' then a.parts_numerator
            else a.parts_value
        end as parts_value,
        case when a.kind = 'rate' then v.value else v.reported_value end as stated_value,
        v.numerator as stated_numerator,
        v.denominator as stated_denominator,
        coalesce(v.is_illustrative, false) as is_illustrative
    from added as a
    left join fct_measure_value as v
        on
            a.locality_code = v.locality_code
            and a.measure_code = v.measure_code
            and a.unit_code = v.unit_code
            and a.period_code = v.period_code
),

judged as (
    select
        *,
        case
            when not has_whole then 'not_reported'
            when areas_reported = 0 then 'no_parts'
            when areas_reported < areas_expected then 'incomplete'
            when
                kind = 'rate'
                and parts_numerator = stated_numerator
                and parts_denominator = stated_denominator
                then 'agree'
            when kind <> 'rate' and parts_value = stated_value then 'agree'
            else 'differs'
        end as state
    from compared
)

select
    j.locality_code,
    j.measure_code,
    m.measure_name,
    j.unit_code,
    j.period_code,
    cast(j.areas_expected as integer) as areas_expected,
    cast(j.areas_reported as integer) as areas_reported,
    j.missing_areas,
    cast(j.stated_value as decimal(24, 6)) as stated_value,
    cast(j.stated_numerator as decimal(24, 6)) as stated_numerator,
    cast(j.stated_denominator as decimal(24, 6)) as stated_denominator,
    cast(j.parts_value as decimal(24, 6)) as parts_value,
    cast(j.parts_numerator as decimal(24, 6)) as parts_numerator,
    cast(j.parts_denominator as decimal(24, 6)) as parts_denominator,
    j.state,
    w.label as state_label,
    cast(w.sort_order as integer) as state_order,
    m.is_restricted,
    j.is_illustrative
from judged as j
inner join stg_measure as m
    on j.locality_code = m.locality_code and j.measure_code = m.measure_code
inner join stg_word as w on j.state = w.code and w.word_kind = 'area_total'
