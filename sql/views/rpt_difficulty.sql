-- grain: one row per locality, unit, difficulty case
-- Difficulties as cases: how old, whom the unit asks, how often it has been raised.
-- of: fct_difficulty_case
-- columns:
-- raised_label: how often it was raised, in words
-- age_group: the age in four steps, as it is read
-- age_group_order: place of the step, the oldest first
select
    d.locality_code,
    l.locality_name,
    d.unit_code,
    d.unit_short_name,
    d.case_code,
    d.what,
    d.proposed_to,
    d.proposal,
    d.since_on,
    d.first_raised_on,
    d.last_raised_period_label,
    d.period_count,
    d.consecutive_count,
    case
        when d.consecutive_count > 1 then 'kiến nghị lần thứ ' || d.consecutive_count
        else 'lần đầu'
    end as raised_label,
    d.state,
    d.state_label,
    d.state_order,
    d.age_days,
    case
        when d.age_days > 90 then 'trên 90 ngày'
        when d.age_days > 60 then '61 đến 90 ngày'
        when d.age_days > 30 then '31 đến 60 ngày'
        else 'đến 30 ngày'
    end as age_group,
    case
        when d.age_days > 90 then 1
        when d.age_days > 60 then 2
        when d.age_days > 30 then 3
        else 4
    end as age_group_order,
    d.answer,
    d.answered_by,
    d.answered_on,
    d.is_illustrative,
    d.source_file,
    d.source_sheet,
    d.source_cell
from fct_difficulty_case as d
inner join dim_locality as l on d.locality_code = l.locality_code
