-- offenders: stored figures that count but are not in the mart, and the reverse
-- A measure that is derived has no figure of its own in the ledger.
with counting as (
    select distinct
        v.locality_code,
        v.measure_code,
        v.unit_code,
        v.period_code
    from ledger.reported_value as v
    inner join ledger.judgement as j on v.submission_id = j.submission_id
    where j.recorded_at <= (select r.known_at from stg_run as r)
),

shown as (
    select
        f.locality_code,
        f.measure_code,
        f.unit_code,
        f.period_code
    from fct_measure_value as f
    inner join dim_measure as m
        on f.locality_code = m.locality_code and f.measure_code = m.measure_code
    where m.input <> 'derived'
)

(
    select
        'lost' as fault,
        *
    from counting
    except
    select
        'lost' as fault,
        *
    from shown
)
union all
(
    select
        'invented' as fault,
        *
    from shown
    except
    select
        'invented' as fault,
        *
    from counting
)
