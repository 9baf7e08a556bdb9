-- offenders: cases that are not what their rows say: how often, from when to when, or no rows at all
with told as (
    select
        d.locality_code,
        d.unit_code,
        d.case_code,
        count(distinct d.period_code) as period_count,
        max(d.raised_no) as raised_no,
        min(d.raised_on) as raised_on
    from fct_difficulty as d
    group by d.locality_code, d.unit_code, d.case_code
)

select
    coalesce(c.locality_code, t.locality_code) as locality_code,
    coalesce(c.unit_code, t.unit_code) as unit_code,
    coalesce(c.case_code, t.case_code) as case_code
from fct_difficulty_case as c
full outer join told as t
    on
        c.locality_code = t.locality_code
        and c.unit_code = t.unit_code
        and c.case_code = t.case_code
where
    c.case_code is null
    or t.case_code is null
    or c.period_count <> t.period_count
    or c.period_count <> t.raised_no
    or c.consecutive_count not between 1 and c.period_count
    or c.first_raised_on < t.raised_on
    or (c.state = 'answered' and c.answered_on is null)
    or (c.answer is not null and c.answer_source is null)
