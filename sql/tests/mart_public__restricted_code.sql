-- offenders: rows of public pages that name a measure which is restricted
-- Told by the measure, not by the flag each relation carries.
with restricted as (
    select
        locality_code,
        measure_code
    from dim_measure
    where is_restricted
)

select
    'fct_measure_value' as relation,
    v.measure_code
from mart_public.fct_measure_value as v
inner join restricted as r
    on v.locality_code = r.locality_code and v.measure_code = r.measure_code
union all
select
    'fct_finding' as relation,
    v.measure_code
from mart_public.fct_finding as v
inner join restricted as r
    on v.locality_code = r.locality_code and v.measure_code = r.measure_code
union all
select
    'fct_ask' as relation,
    v.measure_code
from mart_public.fct_ask as v
inner join restricted as r
    on v.locality_code = r.locality_code and v.measure_code = r.measure_code
union all
select
    'rpt_scorecard' as relation,
    v.measure_code
from mart_public.rpt_scorecard as v
inner join restricted as r
    on v.locality_code = r.locality_code and v.measure_code = r.measure_code
union all
select
    'fct_progress' as relation,
    v.measure_code
from mart_public.fct_progress as v
inner join restricted as r
    on v.locality_code = r.locality_code and v.measure_code = r.measure_code
