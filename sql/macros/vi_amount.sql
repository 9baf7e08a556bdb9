-- A figure with its unit as it is read aloud: 98,5%, 1.200 tỷ đồng.
create or replace temp macro vi_amount(x, decimals, unit) as (
    vi_number(x, decimals) || case
        when unit = '' then ''
        when starts_with(unit, '%') then unit
        else ' ' || unit
    end
)
