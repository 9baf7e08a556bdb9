-- grain: one row per received file, finding
-- What was wrong, in words. Of a restricted measure neither the figure nor a sentence that quotes
-- it leaves the ledger: only that something was found, and where. A row that is no measure may quote any
-- figure of its form, and so may a question; both are restricted where the unit reports a restricted
-- measure.
-- private: found, expected, message, remedy
-- columns:
-- finding_no: place among the findings of the file, from 1
-- code: phát hiện: its code in docs/findings.md
-- title: what is wrong, in short
-- severity: mức: refuse the file · hold the row · ask for a reason · note
-- stage: firm blocks, trial only shows
-- sheet: where it was found; null when it is about the whole file
-- cell: where it was found; null when it is about the whole file
-- found: what stood there; null where it would give away a restricted figure
-- expected: what should stand there; null where it would give away a restricted figure
-- message: the sentence the unit reads
-- remedy: what the unit is asked to do; null where it would give away a restricted figure
-- is_restricted_found_hidden: something stood there and is hidden here
with unit_restricted as (
    select
        a.locality_code,
        a.unit_code,
        bool_or(m.is_restricted) as is_restricted
    from stg_assignment as a
    inner join stg_measure as m
        on a.locality_code = m.locality_code and a.measure_code = m.measure_code
    where a.role <> 'coordinates'
    group by a.locality_code, a.unit_code
)

select
    j.locality_code,
    j.unit_code,
    j.period_code,
    j.submission_id,
    j.receipt_id,
    j.run_id,
    f.finding_no,
    f.code,
    f.title,
    f.severity,
    f.stage,
    m.measure_code,
    j.file_name as source_file,
    j.sha256 as source_sha256,
    f.sheet,
    f.cell,
    case when not coalesce(m.is_restricted, (f.atom like 'row:%' or f.atom like 'question:%') and u.is_restricted, false) then f.found end as found,
    case when not coalesce(m.is_restricted, (f.atom like 'row:%' or f.atom like 'question:%') and u.is_restricted, false) then f.expected end as expected,
    case when coalesce(m.is_restricted, (f.atom like 'row:%' or f.atom like 'question:%') and u.is_restricted, false) then f.title else f.message end as message,
    case when not coalesce(m.is_restricted, (f.atom like 'row:%' or f.atom like 'question:%') and u.is_restricted, false) then f.remedy end as remedy,
    coalesce(m.is_restricted, (f.atom like 'row:%' or f.atom like 'question:%') and u.is_restricted, false) as is_restricted,
    coalesce(m.is_restricted, (f.atom like 'row:%' or f.atom like 'question:%') and u.is_restricted, false) and f.found <> '' as is_restricted_found_hidden,
    f.recorded_at
from ledger.finding as f
inner join stg_judgement as j on f.receipt_id = j.receipt_id
left join stg_measure as m
    on j.locality_code = m.locality_code and f.atom = m.measure_code
left join unit_restricted as u
    on j.locality_code = u.locality_code and j.unit_code = u.unit_code
