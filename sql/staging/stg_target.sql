-- grain: one row per locality, measure, target version
-- The targets of the plan in force, one after the other, each with the words it is shown by.
with signed as (
    select
        t.*,
        case
            when t.target_kind = 'range' then '–'
            when t.comparator in ('>=', '≥') then '≥'
            when t.comparator in ('<=', '≤') then '≤'
            else t.comparator
        end as sign
    from ledger.plan_target as t
    inner join stg_plan as p
        on t.locality_code = p.locality_code and t.plan_version = p.plan_version
)

select
    t.locality_code,
    t.measure_code,
    t.target_kind,
    t.sign as comparator,
    t.comparator_is_ours,
    t.target,
    t.target_high,
    t.valid_from,
    t.assessed_on,
    t.decision_number,
    t.decision_on,
    t.decision_issuer,
    t.note,
    cast(
        row_number() over (
            partition by t.locality_code, t.measure_code order by t.valid_from
        ) as integer
    ) as target_no,
    cast(
        lead(t.valid_from) over (
            partition by t.locality_code, t.measure_code order by t.valid_from
        ) - interval 1 day as date
    ) as valid_to,
    case t.target_kind
        when 'pending' then 'chờ giao'
        when 'milestone' then 'hoàn thành trong năm'
        when 'maintained' then 'giữ = ' || vi_number(coalesce(t.target, 0), 3)
        when 'range' then vi_number(t.target, 3) || ' – ' || vi_number(t.target_high, 3)
        else t.sign || ' ' || vi_number(t.target, 3)
    end as target_label
from signed as t
