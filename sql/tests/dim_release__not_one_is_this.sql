-- offenders: releases that stand twice, or a list in which not exactly one is this release
select
    release_id,
    count(*) as row_count
from dim_release
group by release_id
having count(*) > 1
union all
select
    'this' as release_id,
    count(*) as row_count
from dim_release
where is_this
having count(*) <> 1
