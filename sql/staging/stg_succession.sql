-- grain: one row per place kind, old place, new place, day; areas: within a locality
-- Which place went over into which, as the last plan of each year tells. What a later year's plan
-- says of a place replaces what an earlier one said of the same change: of the same day, of the end
-- of the place, which has one day only, or of the same parts. A place that took others in and had
-- figures of its own before went on too, unless the plan says what became of it.
with stated as (
    select
        s.place_kind,
        s.locality_code,
        case when s.place_kind = 'area' then s.locality_code else '' end as scope_code,
        s.old_code,
        s.new_code,
        s.valid_from,
        s.share,
        a.precedence,
        not bool_or(s.new_code = s.old_code) over of_day as is_end,
        list(s.new_code || ' ' || s.share order by s.new_code) over of_day as parts
    from ledger.plan_succession as s
    inner join stg_adopted as a
        on s.locality_code = a.locality_code and s.plan_version = a.plan_version
    where a.is_latest_of_year
    window of_day as (
        partition by
            s.locality_code, s.plan_version, s.place_kind, s.old_code, s.valid_from
    )
),

told as (
    select e.* exclude (precedence, is_end, parts)
    from stated as e
    anti join stated as l
        on
            e.place_kind = l.place_kind
            and e.locality_code = l.locality_code
            and e.old_code = l.old_code
            and e.precedence < l.precedence
            and (e.valid_from = l.valid_from or e.is_end or e.parts = l.parts)
),

-- the first day a place had figures for
seen as (
    select
        'area' as place_kind,
        a.locality_code as scope_code,
        a.area_code as place_code,
        min(p.ends_on) as first_on
    from stg_area_value as a
    inner join stg_period as p
        on a.locality_code = p.locality_code and a.period_code = p.period_code
    group by a.locality_code, a.area_code
    union all
    select
        'locality' as place_kind,
        '' as scope_code,
        v.locality_code as place_code,
        min(p.ends_on) as first_on
    from stg_value as v
    inner join stg_period as p
        on v.locality_code = p.locality_code and v.period_code = p.period_code
    group by v.locality_code
)

select * from told
union all
select distinct
    t.place_kind,
    t.locality_code,
    t.scope_code,
    t.new_code as old_code,
    t.new_code,
    t.valid_from,
    cast(1 as decimal(24, 6)) as share
from told as t
inner join seen as s
    on
        t.place_kind = s.place_kind
        and t.scope_code = s.scope_code
        and t.new_code = s.place_code
        and t.valid_from > s.first_on
anti join told as o
    on
        t.place_kind = o.place_kind
        and t.scope_code = o.scope_code
        and t.new_code = o.old_code
        and t.valid_from = o.valid_from
