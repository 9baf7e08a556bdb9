-- offenders: reports on tasks whose unit no dimension describes, and lost ones
select
    t.locality_code,
    t.unit_code,
    t.period_code,
    t.task_code
from ledger.task_report as t
inner join stg_judgement as j on t.submission_id = j.submission_id
left join fct_task_status as s
    on
        t.locality_code = s.locality_code
        and t.unit_code = s.unit_code
        and t.period_code = s.period_code
        and t.task_code = s.task_code
where s.task_code is null or s.state_label is null
