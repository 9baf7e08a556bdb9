-- offenders: words of units on public pages: they may name people
select 'fct_measure_value' as relation
from mart_public.fct_measure_value
where explanation is not null or raw_text is not null
union all
select 'fct_progress' as relation
from mart_public.fct_progress
where explanation is not null
union all
select 'rpt_scorecard' as relation
from mart_public.rpt_scorecard
where explanation is not null
union all
select 'fct_finding' as relation
from mart_public.fct_finding
where found is not null or expected is not null or message is not null or remedy is not null
union all
select 'fct_ask' as relation
from mart_public.fct_ask
where explanation is not null
union all
select 'fct_task_status' as relation
from mart_public.fct_task_status
where result is not null or reason is not null
union all
select 'fct_task_due_change' as relation
from mart_public.fct_task_due_change
where reason is not null
union all
select 'rpt_task' as relation
from mart_public.rpt_task
where result is not null or last_change_reason is not null
union all
select 'fct_difficulty' as relation
from mart_public.fct_difficulty
where what is not null or proposed_to is not null or proposal is not null
union all
select 'fct_difficulty_case' as relation
from mart_public.fct_difficulty_case
where
    what is not null
    or proposed_to is not null
    or proposal is not null
    or answer is not null
    or answered_by is not null
union all
select 'fct_question' as relation
from mart_public.fct_question
where question is not null or asked_by is not null or answer is not null
union all
select 'fct_submission' as relation
from mart_public.fct_submission
where signer is not null
union all
select 'fct_signing' as relation
from mart_public.fct_signing
where signed_by is not null
union all
select 'fct_reopening' as relation
from mart_public.fct_reopening
where reopened_by is not null or reason is not null
