-- offenders: a release that does not describe itself on one row with all its words
select count(*) as row_count
from meta_release
having count(*) <> 1 or bool_or(freshness_line is null or release_id is null)
