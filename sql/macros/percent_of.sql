-- A rate in its printed unit, from its two numbers and from nothing else: rates are never averaged.
create or replace temp macro percent_of(numerator, denominator) as (
    case
        when denominator is null or denominator = 0 then null
        else cast(
                round(100 * cast(numerator as double) / cast(denominator as double), 6)
                as decimal(24, 6)
            )
    end
)
