-- grain: one row per received file
-- Everything that came and what became of it, also what was refused or sent twice.
-- private: signer
-- columns:
-- outcome: kết quả của tệp: accepted · accepted_with_held_rows · refused · duplicate · unreadable
-- outcome_label: kết quả của tệp, in words
-- is_for_obligation: the file was an attempt at a report that is owed
-- size_bytes [byte]: size of the file
-- finding_count [phát hiện]: how many things were said about it
-- signer: thủ trưởng đơn vị, as the form names the unit's head; empty where it was left blank, null where the form has no place for it; always null in mart_public
-- answer_file: trả lời: the annotated workbook in ket-qua
select
    j.locality_code,
    j.unit_code,
    j.period_code,
    j.submission_id,
    j.receipt_id,
    j.run_id,
    j.outcome,
    w.label as outcome_label,
    j.version_no,
    j.plan_version,
    j.is_for_obligation,
    j.arrived_on,
    j.received_at,
    j.file_name as source_file,
    j.sha256 as source_sha256,
    j.size_bytes,
    j.values_read,
    j.values_stored,
    j.values_held,
    cast((
        select count(*) from ledger.finding as f
        where f.receipt_id = j.receipt_id
    ) as integer)
        as finding_count,
    g.signer,
    j.answer_file,
    j.is_illustrative
from stg_judgement as j
left join ledger.submission_signer as g on j.submission_id = g.submission_id
left join stg_word as w on j.outcome = w.code and w.word_kind = 'outcome'
