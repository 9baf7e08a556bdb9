-- grain: one row per locality, difficulty case that was answered
-- What was answered to a difficulty, by whom it is known, and whether that closed it. Nobody
-- answers through this house yet, so there is none; a case says so instead of guessing.
select
    cast(null as varchar) as locality_code,
    cast(null as varchar) as case_code,
    cast(null as varchar) as answer,
    cast(null as date) as answered_on,
    cast(null as varchar) as answer_source,
    cast(null as boolean) as is_closed
where false
