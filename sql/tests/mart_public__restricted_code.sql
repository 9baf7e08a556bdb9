-- offenders: rows of public pages that name a measure which is restricted
-- Told by the measure, not by the flag each relation carries. Above the ward a sum is restricted
-- when one of its wards restricts the measure.
with restricted as (
    select
        locality_code,
        measure_code
    from dim_measure
    where is_restricted
),

shown as (
    select
        'dim_measure' as relation,
        locality_code,
        measure_code
    from mart_public.dim_measure
    union all
    select
        'dim_target' as relation,
        locality_code,
        measure_code
    from mart_public.dim_target
    union all
    select
        'fct_measure_value' as relation,
        locality_code,
        measure_code
    from mart_public.fct_measure_value
    union all
    select
        'fct_area_value' as relation,
        locality_code,
        measure_code
    from mart_public.fct_area_value
    union all
    select
        'fct_area_total' as relation,
        locality_code,
        measure_code
    from mart_public.fct_area_total
    union all
    select
        'fct_ask' as relation,
        locality_code,
        measure_code
    from mart_public.fct_ask
    union all
    select
        'fct_correction' as relation,
        locality_code,
        measure_code
    from mart_public.fct_correction
    union all
    select
        'fct_denominator' as relation,
        locality_code,
        measure_code
    from mart_public.fct_denominator
    union all
    select
        'fct_finding' as relation,
        locality_code,
        measure_code
    from mart_public.fct_finding
    union all
    select
        'fct_progress' as relation,
        locality_code,
        measure_code
    from mart_public.fct_progress
    union all
    select
        'fct_reconciliation' as relation,
        locality_code,
        measure_code
    from mart_public.fct_reconciliation
    union all
    select
        'fct_question' as relation,
        locality_code,
        measure_code
    from mart_public.fct_question
    union all
    select
        'fct_rollup' as relation,
        locality_code,
        measure_code
    from mart_public.fct_rollup
    where locality_code is not null
    union all
    select
        'meta_warning' as relation,
        locality_code,
        measure_code
    from mart_public.meta_warning
    union all
    select
        'rpt_scorecard' as relation,
        locality_code,
        measure_code
    from mart_public.rpt_scorecard
)

select
    s.relation,
    s.measure_code
from shown as s
inner join restricted as r
    on s.locality_code = r.locality_code and s.measure_code = r.measure_code
union all
select
    'fct_rollup' as relation,
    u.measure_code
from mart_public.fct_rollup as u
where u.locality_code is null and u.measure_code in (select r.measure_code from restricted as r)
