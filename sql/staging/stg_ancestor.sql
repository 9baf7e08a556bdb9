-- grain: one row per place kind, locality, period, place, place of a year before
-- Of a place whose boundaries have changed within the year up to a period's end: which places, and
-- how much of each, were then what it is now. Changes that follow one another are multiplied.
with recursive paths as (
    select
        place_kind,
        scope_code,
        new_code as place_code,
        old_code as ancestor_code,
        cast(share as double) as share,
        valid_from as first_from,
        valid_from as last_from
    from stg_succession
    union all
    select
        p.place_kind,
        p.scope_code,
        p.place_code,
        s.old_code as ancestor_code,
        p.share * s.share as share,
        s.valid_from as first_from,
        p.last_from
    from paths as p
    inner join stg_succession as s
        on
            p.place_kind = s.place_kind
            and p.scope_code = s.scope_code
            and p.ancestor_code = s.new_code
            and p.first_from > s.valid_from
),

changed as (
    select
        s.place_kind,
        s.scope_code,
        p.locality_code,
        p.period_code,
        s.new_code as place_code,
        cast(p.ends_on - interval 1 year as date) as then_on,
        max(s.valid_from) as changed_on
    from stg_period as p
    inner join stg_succession as s
        on
            p.locality_code = s.locality_code
            and p.ends_on >= s.valid_from
            and cast(p.ends_on - interval 1 year as date) < s.valid_from
    where p.has_ended
    group by s.place_kind, s.scope_code, p.locality_code, p.period_code, p.ends_on, s.new_code
)

select
    c.place_kind,
    c.locality_code,
    c.period_code,
    c.place_code,
    p.ancestor_code,
    cast(sum(p.share) as decimal(24, 6)) as share
from changed as c
inner join paths as p
    on
        c.place_kind = p.place_kind
        and c.scope_code = p.scope_code
        and c.place_code = p.place_code
        and c.changed_on = p.last_from
        and c.then_on < p.first_from
-- not a stop on the way to an older one
anti join stg_succession as s
    on
        p.place_kind = s.place_kind
        and p.scope_code = s.scope_code
        and p.ancestor_code = s.new_code
        and c.then_on < s.valid_from
        and p.first_from > s.valid_from
group by c.place_kind, c.locality_code, c.period_code, c.place_code, p.ancestor_code
