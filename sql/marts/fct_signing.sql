-- grain: one row per locality, period, unit or the whole, kind of signing
-- Who took (tiếp nhận) and who signed (ký) the figures of a period, and in which bản công bố they
-- stood as they were signed: that release can be derived again from the ledger by its known_at.
-- private: signed_by
-- columns:
-- unit_code: đơn vị whose figures they are; empty for the whole ward
-- unit_short_name: its name for narrow columns; cả phường for the whole
-- signing_kind: accepted (văn phòng tiếp nhận) · signed (ký)
-- signing_label: what was done, in words
-- signed_by: who; always null in mart_public
-- title: as what
-- signed_on: on which day
-- signing_source: sheet and cell of the plan workbook
-- signed_release_id: the last bản công bố that looked at a day not after signed_on: the figures as signed; null where there was none
-- signed_known_at: what the ledger held in it
-- correction_count [số liệu]: figures of it that were corrected after signing, each once however often; 0 where nothing was signed
-- added_count [số liệu]: bổ sung sau khi ký: figures of it of which none had come when it was signed; 0 where nothing was signed
with first_sent as (
    -- only what was signed is looked at
    select
        v.locality_code,
        v.period_code,
        v.unit_code,
        v.measure_code,
        min(j.arrived_on) as first_sent_on
    from ledger.reported_value as v
    semi join stg_signature as s
        on
            v.locality_code = s.locality_code
            and v.unit_code = s.unit_code
            and v.period_code = s.period_code
    inner join stg_judgement as j on v.submission_id = j.submission_id
    group by v.locality_code, v.period_code, v.unit_code, v.measure_code
),

added as (
    select
        s.locality_code,
        s.period_code,
        s.unit_code,
        s.signing_kind,
        count(*) as added_count
    from first_sent as f
    inner join stg_signing as s
        on f.locality_code = s.locality_code and f.period_code = s.period_code
    where
        s.signing_kind = 'signed'
        and (s.unit_code = '' or f.unit_code = s.unit_code)
        and f.first_sent_on > s.signed_on
    group by s.locality_code, s.period_code, s.unit_code, s.signing_kind
),

corrected as (
    select
        s.locality_code,
        s.period_code,
        s.unit_code,
        s.signing_kind,
        count(distinct c.unit_code || '/' || c.measure_code) as correction_count
    from stg_signing as s
    inner join fct_correction as c
        on s.locality_code = c.locality_code and s.period_code = c.period_code
    -- a figure that came only after the signature was not signed, however often it was changed since
    inner join first_sent as f
        on
            c.locality_code = f.locality_code
            and c.period_code = f.period_code
            and c.unit_code = f.unit_code
            and c.measure_code = f.measure_code
            and s.signed_on >= f.first_sent_on
    where
        s.signing_kind = 'signed'
        and (s.unit_code = '' or c.unit_code = s.unit_code)
        and c.corrected_on > s.signed_on
        and c.what_changed <> 'nothing'
    group by s.locality_code, s.period_code, s.unit_code, s.signing_kind
),

shown as (
    select
        d.signed_on,
        max_by(
            {'release_id': r.release_id, 'known_at': r.known_at},
            {'as_of': r.as_of, 'known_at': r.known_at, 'release_id': r.release_id}
        ) as last_release
    from (select distinct signed_on from stg_signing) as d
    inner join dim_release as r on d.signed_on >= r.as_of
    group by d.signed_on
)

select
    s.locality_code,
    s.period_code,
    p.period_label,
    p.period_no,
    s.unit_code,
    coalesce(u.unit_short_name, 'cả địa bàn') as unit_short_name,
    s.signing_kind,
    w.label as signing_label,
    s.signed_by,
    s.title,
    s.signed_on,
    s.sheet || ' › ' || s.cell as signing_source,
    l.last_release.release_id as signed_release_id,
    l.last_release.known_at as signed_known_at,
    cast(coalesce(c.correction_count, 0) as integer) as correction_count,
    cast(coalesce(a.added_count, 0) as integer) as added_count,
    y.is_illustrative
from stg_signing as s
inner join stg_plan as y on s.locality_code = y.locality_code
inner join stg_period as p
    on s.locality_code = p.locality_code and s.period_code = p.period_code
inner join stg_word as w on s.signing_kind = w.code and w.word_kind = 'signing'
left join stg_unit as u on s.locality_code = u.locality_code and s.unit_code = u.unit_code
left join shown as l on s.signed_on = l.signed_on
left join corrected as c
    on
        s.locality_code = c.locality_code
        and s.period_code = c.period_code
        and s.unit_code = c.unit_code
        and s.signing_kind = c.signing_kind
left join added as a
    on
        s.locality_code = a.locality_code
        and s.period_code = a.period_code
        and s.unit_code = a.unit_code
        and s.signing_kind = a.signing_kind
