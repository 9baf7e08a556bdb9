-- grain: one row per locality, unit, period, difficulty row
-- What holds a unit up, since when, and what it proposes to whom; each row belongs to one case.
-- private: what, proposed_to, proposal
-- columns:
-- difficulty_no: row of the sheet, from 1; the same number in a later file replaces it
-- case_code: the case it belongs to: what this unit says in the same words, in whichever row and period
-- raised_no: lần thứ: in how many periods the case has been raised, this one included
-- what: vướng mắc: what holds the unit up; always null in mart_public
-- since_on: since when
-- proposed_to: whom the unit asks; always null in mart_public
-- proposal: kiến nghị: what it asks for; always null in mart_public
-- raised_on: ngày nhận of the first file of the period that raised it
select
    d.locality_code,
    d.unit_code,
    d.period_code,
    d.difficulty_no,
    d.case_code,
    cast(
        dense_rank() over (
            partition by d.locality_code, d.unit_code, d.case_code order by d.ends_on, d.period_code
        ) as integer
    ) as raised_no,
    d.what,
    d.since_on,
    d.proposed_to,
    d.proposal,
    d.raised_on,
    d.is_illustrative,
    d.submission_id,
    d.file_name as source_file,
    d.sheet as source_sheet,
    d.cell as source_cell
from stg_difficulty as d
