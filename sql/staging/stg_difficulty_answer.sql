-- grain: one row per locality, difficulty case that was answered
-- What the office answered to a difficulty, and whether that closed it: said by the last workbook of
-- the year, so an answer that it leaves out is taken back. A case is named by its code, or by the
-- unit, period and row in which it was told; of several answers to one the last day's counts.
with said as (
    select
        a.*,
        v.year
    from ledger.plan_difficulty_answer as a
    inner join stg_adopted as v
        on a.locality_code = v.locality_code and a.plan_version = v.plan_version
    where v.is_latest_of_year
)

select
    s.locality_code,
    d.case_code,
    s.answer,
    s.answered_by,
    s.answered_on,
    s.sheet || ' › ' || s.cell as answer_source,
    s.is_closed
from said as s
inner join stg_difficulty as d
    on
        s.locality_code = d.locality_code
        and (
            s.case_code = d.case_code
            or (
                s.case_code = ''
                and s.unit_code = d.unit_code
                and s.period_code = d.period_code
                and s.difficulty_no = d.difficulty_no
            )
        )
qualify row_number() over (
        partition by s.locality_code, d.case_code
        order by s.answered_on desc, s.year desc, s.answer_no desc
    ) = 1
