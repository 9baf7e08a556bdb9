-- grain: one row per locality, coming into force of a plan version
-- When each version was in force. The first of a year describes that year from its beginning, a
-- later one what ends on or after the day it was taken on: what was owed and how it was judged
-- before stays as it was. Each year has its own succession.
select
    a.locality_code,
    a.adoption_no,
    a.plan_version,
    v.year,
    n.as_of as adopted_on,
    row_number() over (
        partition by a.locality_code, v.year order by a.adoption_no
    ) = 1 as is_first_of_year,
    lead(n.as_of) over (
        partition by a.locality_code, v.year order by a.adoption_no
    ) as replaced_on,
    make_date(v.year, 1, 1) <= r.as_of as has_begun
from ledger.plan_adoption as a
inner join ledger.plan_version as v
    on a.locality_code = v.locality_code and a.plan_version = v.plan_version
inner join ledger.run as n on a.run_id = n.run_id
inner join stg_run as r on a.recorded_at <= r.known_at
