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
),

found as (
    select
        s.*,
        d.case_code as found_code
    from said as s
    inner join stg_difficulty as d
        on s.locality_code = d.locality_code and s.case_code = d.case_code
    union all
    select
        s.*,
        d.case_code as found_code
    from said as s
    inner join stg_difficulty as d
        on
            s.locality_code = d.locality_code
            and s.unit_code = d.unit_code
            and s.period_code = d.period_code
            and s.difficulty_no = d.difficulty_no
    where s.case_code = ''
)

select
    f.locality_code,
    f.found_code as case_code,
    f.answer,
    f.answered_by,
    f.answered_on,
    f.sheet || ' › ' || f.cell as answer_source,
    f.is_closed
from found as f
qualify row_number() over (
        partition by f.locality_code, f.found_code
        order by f.answered_on desc, f.year desc, f.answer_no desc
    ) = 1
