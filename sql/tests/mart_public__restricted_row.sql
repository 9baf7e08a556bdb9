-- offenders: restricted measures on public pages
select
    'dim_measure' as relation,
    measure_code
from mart_public.dim_measure
where is_restricted
union all
select
    'dim_target' as relation,
    measure_code
from mart_public.dim_target
where is_restricted
union all
select
    'fct_measure_value' as relation,
    measure_code
from mart_public.fct_measure_value
where is_restricted
union all
select
    'fct_area_value' as relation,
    measure_code
from mart_public.fct_area_value
where is_restricted
union all
select
    'fct_finding' as relation,
    measure_code
from mart_public.fct_finding
where is_restricted
union all
select
    'fct_ask' as relation,
    measure_code
from mart_public.fct_ask
where is_restricted
union all
select
    'fct_area_total' as relation,
    measure_code
from mart_public.fct_area_total
where is_restricted
union all
select
    'fct_denominator' as relation,
    measure_code
from mart_public.fct_denominator
where is_restricted
union all
select
    'fct_rollup' as relation,
    measure_code
from mart_public.fct_rollup
where is_restricted
union all
select
    'fct_reconciliation' as relation,
    measure_code
from mart_public.fct_reconciliation
where is_restricted
union all
select
    'rpt_scorecard' as relation,
    measure_code
from mart_public.rpt_scorecard
where is_restricted
union all
select
    'fct_correction' as relation,
    measure_code
from mart_public.fct_correction
where is_restricted
union all
select
    'fct_progress' as relation,
    measure_code
from mart_public.fct_progress
where is_restricted
