-- offenders: totals whose state is not what their counts and sums say, or which miss areas unnamed
select
    locality_code,
    measure_code,
    unit_code,
    period_code,
    state
from fct_area_total
where
    areas_reported > areas_expected
    or (areas_reported < areas_expected) <> (missing_areas is not null)
    or (state in ('agree', 'differs') and areas_reported < areas_expected)
    or (state = 'incomplete' and areas_reported = areas_expected)
    or (
        state in ('agree', 'differs')
        and (state = 'agree') <> (
            parts_value is not distinct from stated_value
            and (
                stated_denominator is null
                or (
                    parts_numerator is not distinct from stated_numerator
                    and parts_denominator is not distinct from stated_denominator
                )
            )
        )
    )
