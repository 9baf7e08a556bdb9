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
-- correction_count [số liệu]: figures of it that were corrected after signing; 0 where nothing was signed
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
    l.release_id as signed_release_id,
    l.known_at as signed_known_at,
    cast((
        select count(*)
        from fct_correction as c
        where
            c.locality_code = s.locality_code
            and c.period_code = s.period_code
            and (s.unit_code = '' or c.unit_code = s.unit_code)
            and s.signing_kind = 'signed'
            and c.corrected_on > s.signed_on
            and c.what_changed <> 'nothing'
    ) as integer) as correction_count,
    y.is_illustrative
from stg_signing as s
inner join stg_plan as y on s.locality_code = y.locality_code
inner join stg_period as p
    on s.locality_code = p.locality_code and s.period_code = p.period_code
inner join stg_word as w on s.signing_kind = w.code and w.word_kind = 'signing'
left join stg_unit as u on s.locality_code = u.locality_code and s.unit_code = u.unit_code
left join dim_release as l on l.as_of <= s.signed_on
qualify row_number() over (
        partition by s.locality_code, s.period_code, s.unit_code, s.signing_kind
        order by l.as_of desc nulls last, l.known_at desc nulls last
    ) = 1
