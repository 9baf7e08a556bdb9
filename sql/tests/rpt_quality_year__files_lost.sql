-- offenders: localities whose files do not all stand in somebody's year, each once
with told as (
    select
        locality_code,
        count(*) as file_count
    from fct_submission
    group by locality_code
),

summed as (
    select
        locality_code,
        sum(file_count + duplicate_count + misplaced_count + nameless_count) as file_count
    from rpt_quality_year
    group by locality_code
)

select
    t.locality_code,
    t.file_count,
    s.file_count as summed_count
from told as t
left join summed as s on t.locality_code = s.locality_code
where t.file_count is distinct from s.file_count
