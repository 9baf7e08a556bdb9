-- grain: one row per locality, area, measure, period that has ended
-- The tổ dân phố beside each other: what each has reported of a measure, and which have not.
-- of: fct_rollup
-- columns:
-- area_order: tổ dân phố: its place in the plan's list
-- value [đơn vị tính]: the area's figure; of what is to fall, what is left; of a yes/no 1 is yes
-- state: có số · chưa có số, as codes reported · missing
-- state_order: place of the state, missing first
-- yes_label: có or không where yes or no is asked; null otherwise
-- of_ward_rate [1 = 100 %]: the area's share of what all areas come to; null for rates and yes/no
-- rank_no: place of the area among those of the ward, the largest figure first; null without one
with areas as (
    select
        r.*,
        coalesce(r.remaining_value, r.value) as figure
    from fct_rollup as r
    where r.level = 'area'
)

select
    a.locality_code,
    l.locality_name,
    d.area_code,
    a.place_name as area_name,
    d.sort_order as area_order,
    a.measure_code,
    m.measure_label,
    m.short_name,
    m.unit_of_measure,
    a.period_code,
    p.period_label,
    p.period_no,
    a.ends_on,
    a.figure as value,
    a.numerator,
    a.denominator,
    case when a.reported_count > 0 then 'reported' else 'missing' end as state,
    case when a.reported_count > 0 then '● đã có số' else '○ chưa có số' end as state_label,
    case when a.reported_count > 0 then 2 else 1 end as state_order,
    case
        when m.by_area <> 'yes_no' or a.figure is null then null
        when a.figure >= 1 then 'có'
        else 'không'
    end as yes_label,
    case
        when m.by_area = 'number' and a.numerator is null
            then a.figure / nullif(sum(a.figure) over (
                partition by a.locality_code, a.measure_code, a.period_code
            ), 0)
    end as of_ward_rate,
    case
        when a.figure is not null
            then cast(rank() over (
                partition by a.locality_code, a.measure_code, a.period_code
                order by a.figure desc nulls last
            ) as integer)
    end as rank_no,
    a.is_restricted
from areas as a
inner join dim_locality as l on a.locality_code = l.locality_code
inner join dim_area as d
    on a.locality_code = d.locality_code and a.place_code = a.locality_code || '/' || d.area_code
left join dim_measure as m
    on a.locality_code = m.locality_code and a.measure_code = m.measure_code
left join dim_period as p
    on a.locality_code = p.locality_code and a.period_code = p.period_code
