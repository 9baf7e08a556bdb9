-- offenders: stored difficulties of which no row of that number is in the mart
select
    d.locality_code,
    d.unit_code,
    d.period_code,
    d.difficulty_no
from ledger.difficulty_report as d
inner join stg_judgement as j on d.submission_id = j.submission_id
left join fct_difficulty as f
    on
        d.locality_code = f.locality_code
        and d.unit_code = f.unit_code
        and d.period_code = f.period_code
        and d.difficulty_no = f.difficulty_no
where f.difficulty_no is null
