-- grain: one row per locality, plan version
-- Which plan this release was judged by, and the versions before it under which forms were issued; readers find the
-- workbook by its hash.
-- columns:
-- year: the year the plan is for
-- sha256: hash of the plan workbook, its name in the archive
-- is_in_force: this version is the one in force
-- is_last_of_year: the version of its year that was taken on last: what the office says of the year, also when a later year is in force
-- last_due_on: hạn gửi of the last of its kỳ báo cáo
select
    a.locality_code,
    a.plan_version,
    a.year,
    v.sha256,
    v.recorded_at as accepted_at,
    a.is_in_force,
    a.is_latest_of_year as is_last_of_year,
    coalesce(d.last_due_on, make_date(a.year, 12, 31)) as last_due_on
from stg_adopted as a
inner join ledger.plan_version as v
    on a.locality_code = v.locality_code and a.plan_version = v.plan_version
left join (
    select
        p.locality_code,
        p.plan_version,
        max(p.due_on) as last_due_on
    from ledger.plan_period as p
    where p.is_collected
    group by p.locality_code, p.plan_version
) as d
    on a.locality_code = d.locality_code and a.plan_version = d.plan_version
