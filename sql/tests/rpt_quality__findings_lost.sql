-- offenders: units and periods whose counts are not the findings of their attempts, one by one
with told as (
    select
        s.locality_code,
        s.unit_code,
        s.period_code,
        count(f.receipt_id) as finding_count
    from fct_submission as s
    left join fct_finding as f on s.receipt_id = f.receipt_id
    where s.is_for_obligation and s.period_code is not null and s.outcome <> 'duplicate'
    group by s.locality_code, s.unit_code, s.period_code
)

select
    t.locality_code,
    t.unit_code,
    t.period_code,
    t.finding_count
from told as t
left join rpt_quality as q
    on
        t.locality_code = q.locality_code
        and t.unit_code = q.unit_code
        and t.period_code = q.period_code
where
    t.finding_count
    is distinct from q.refuse_count + q.hold_count + q.ask_count + q.note_count + q.trial_count
    or q.question_count <> q.explained_count + q.mended_count + q.open_count
    or (q.is_first_time_right and q.first_outcome <> 'accepted')
