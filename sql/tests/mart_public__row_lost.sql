-- offenders: public relations that lack a row which is not restricted
select
    'fct_measure_value' as relation,
    count(*) as lost
from fct_measure_value as v
where not v.is_restricted
having count(*) <> (select count(*) from mart_public.fct_measure_value)
union all
select
    'rpt_scorecard' as relation,
    count(*) as lost
from rpt_scorecard as v
where not v.is_restricted
having count(*) <> (select count(*) from mart_public.rpt_scorecard)
union all
select
    'fct_submission' as relation,
    count(*) as lost
from fct_submission as v
having count(*) <> (select count(*) from mart_public.fct_submission)
