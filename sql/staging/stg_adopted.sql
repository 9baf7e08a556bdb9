-- grain: one row per locality, plan version
-- Every version that was ever in force, the latest with the greatest number: a code that the plan
-- in force has retired is described by the last version that knew it, so old facts keep a name.
select
    a.locality_code,
    a.plan_version,
    max(a.adoption_no) as adoption_no,
    bool_or(a.adoption_no = p.adoption_no) as is_in_force
from ledger.plan_adoption as a
inner join stg_plan as p on a.locality_code = p.locality_code
where a.recorded_at <= (select r.known_at from stg_run as r)
group by a.locality_code, a.plan_version
