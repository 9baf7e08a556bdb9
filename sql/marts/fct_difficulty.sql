-- grain: one row per locality, unit, period, difficulty row
-- What holds a unit up, since when, and what it proposes to whom.
-- columns:
-- difficulty_no: row of the sheet, from 1; the same number in a later file replaces it
-- what: vướng mắc: what holds the unit up
-- since_on: since when
-- proposed_to: whom the unit asks
-- proposal: kiến nghị: what it asks for
select
    d.locality_code,
    d.unit_code,
    d.period_code,
    d.difficulty_no,
    d.what,
    d.since_on,
    d.proposed_to,
    d.proposal,
    j.is_illustrative,
    d.submission_id,
    j.file_name as source_file,
    d.sheet as source_sheet,
    d.cell as source_cell
from ledger.difficulty_report as d
inner join stg_judgement as j on d.submission_id = j.submission_id
qualify row_number() over (
        partition by d.locality_code, d.unit_code, d.period_code, d.difficulty_no
        order by j.version_no desc, j.receipt_id desc
    ) = 1
