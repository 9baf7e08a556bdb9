-- grain: one row per locality, plan version
-- Every version that was ever in force, the one that describes best with the greatest precedence: a
-- code that the plan in force has retired is described by the last version that knew it, so old
-- facts keep a name; a year that has not begun describes only what no other does.
with ranked as (
    select
        a.locality_code,
        a.plan_version,
        a.year,
        a.adoption_no,
        a.replaced_on,
        row_number() over (
            partition by a.locality_code
            order by a.has_begun, case when a.has_begun then a.year end, a.adoption_no
        ) as precedence
    from stg_adoption as a
)

select
    a.locality_code,
    a.plan_version,
    a.year,
    max(a.precedence) as precedence,
    bool_or(a.replaced_on is null) as is_latest_of_year,
    bool_or(a.adoption_no = p.adoption_no) as is_in_force
from ranked as a
inner join stg_plan as p on a.locality_code = p.locality_code
group by a.locality_code, a.plan_version, a.year
