-- offenders: cities and countries that are not the sum of their wards, or rates not of the sums
with wards as (
    select
        w.*,
        d.city_code
    from fct_rollup as w
    inner join dim_locality as d on w.place_code = d.locality_code
    where w.level = 'locality'
),

sums as (
    select
        'city' as level,
        city_code as place_code,
        measure_code,
        period_code,
        sum(value) as value,
        sum(numerator) filter (where value is not null) as numerator,
        sum(denominator) filter (where value is not null) as denominator,
        sum(reached_count) as reached_count
    from wards
    group by city_code, measure_code, period_code
    union all
    select
        'country' as level,
        'vn' as place_code,
        measure_code,
        period_code,
        sum(value) as value,
        sum(numerator) filter (where value is not null) as numerator,
        sum(denominator) filter (where value is not null) as denominator,
        sum(reached_count) as reached_count
    from wards
    group by measure_code, period_code
)

select
    r.level,
    r.place_code,
    r.measure_code,
    r.period_code,
    r.value
from fct_rollup as r
left join sums as s
    on
        r.level = s.level
        and r.place_code = s.place_code
        and r.measure_code = s.measure_code
        and r.period_code = s.period_code
where
    r.level in ('city', 'country')
    and case
        when r.state in ('not_additive', 'not_comparable') then r.value is not null
        when r.kind = 'rate'
            then
                r.numerator is distinct from s.numerator
                or r.denominator is distinct from s.denominator
                or r.value is distinct from percent_of(s.numerator, s.denominator)
        when r.kind = 'milestone' then r.reached_count is distinct from s.reached_count
        else r.value is distinct from s.value
    end
