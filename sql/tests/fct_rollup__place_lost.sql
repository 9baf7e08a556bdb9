-- offenders: wards that a city's or the country's sum lacks, and places whose parent has no row
select
    p.locality_code as place_code,
    p.measure_code,
    p.period_code
from fct_progress as p
left join fct_rollup as r
    on
        r.level = 'locality'
        and p.locality_code = r.place_code
        and p.measure_code = r.measure_code
        and p.period_code = r.period_code
where r.place_code is null
union all
select
    c.place_code,
    c.measure_code,
    c.period_code
from fct_rollup as c
left join fct_rollup as p
    on
        c.parent_code = p.place_code
        and c.measure_code = p.measure_code
        and c.period_code = p.period_code
        and p.level = case c.level
            when 'area' then 'locality'
            when 'locality' then 'city'
            else 'country'
        end
where c.level <> 'country' and p.place_code is null
