-- grain: one row per release put in place up to this one, this one included
-- What was said when: a release told what the ledger knew at its known_at. Of two releases the
-- later one is the one people looked at from then on.
-- columns:
-- is_this: it is the release that the row stands in
select
    r.release_id,
    r.as_of,
    r.known_at,
    false as is_this
from ledger.release as r
inner join stg_run as n on r.known_at < n.known_at
union all
select
    n.release_id,
    n.as_of,
    n.known_at,
    true as is_this
from stg_run as n
