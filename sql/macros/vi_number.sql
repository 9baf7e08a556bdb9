-- A number as Vietnamese readers write it: 1234567.5 → 1.234.567,5. Rounded to so many decimals,
-- zeros at the end dropped; exact, no floating point.
create or replace temp macro vi_number(x, decimals) as (
    case when round(x, decimals) < 0 then '-' else '' end
    || format(
        '{:t.}', cast(split_part(cast(abs(round(x, decimals)) as varchar), '.', 1) as bigint)
    )
    || rtrim(
        rtrim(',' || split_part(cast(abs(round(x, decimals)) as varchar), '.', 2), '0'), ','
    )
)
