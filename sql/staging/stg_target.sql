-- grain: one row per locality, year, measure, target version
-- The targets of each year as decided, one after the other, each with the words it is shown by. A
-- decision that a later workbook no longer carries was in force until that workbook came: dropping
-- or overwriting a row does not describe the past anew. A row that the later workbook carries with
-- the same day is read as that workbook has it: that is how a slip of the pen is mended.
with carried as (
    select
        t.*,
        a.year,
        a.adoption_no,
        a.adopted_on,
        a.replaced_on,
        a.is_first_of_year,
        a.replaced_on is null as is_latest
    from ledger.plan_target as t
    inner join stg_adoption as a
        on t.locality_code = a.locality_code and t.plan_version = a.plan_version
),

described as (
    select
        c.*,
        bool_or(c.is_first_of_year) over one_row as is_of_the_first,
        min(c.adopted_on) over one_row as known_from
    from carried as c
    window
        one_row as (
            partition by c.locality_code, c.year, c.measure_code, c.valid_from
        )
    qualify row_number() over (
            partition by c.locality_code, c.year, c.measure_code, c.valid_from
            order by c.adoption_no desc
        ) = 1
),

effective as (
    select
        d.* replace (
            case
                when d.is_latest or d.is_of_the_first then d.valid_from
                else greatest(d.valid_from, d.known_from)
            end as valid_from
        ),
        case when not d.is_latest then d.replaced_on - 1 end as dropped_on,
        min(case when d.is_latest then d.valid_from end) over (
            partition by d.locality_code, d.year, d.measure_code
            order by d.valid_from
            rows between 1 following and unbounded following
        ) as next_latest_from
    from described as d
),

-- a dropped row that never was the newest decision in force is gone without a trace here
counting as (
    select
        e.* exclude (target_kind),
        case when coalesce(e.is_withdrawn, false) then 'withdrawn' else e.target_kind end
            as target_kind,
        case
            when e.target_kind = 'range' then '–'
            when e.comparator in ('>=', '≥') then '≥'
            when e.comparator in ('<=', '≤') then '≤'
            else e.comparator
        end as sign
    from effective as e
    where
        e.is_latest
        or (
            e.valid_from <= e.dropped_on
            and (e.next_latest_from is null or e.valid_from < e.next_latest_from)
        )
)

select
    t.locality_code,
    t.year,
    t.measure_code,
    t.target_kind,
    t.sign as comparator,
    t.comparator_is_ours,
    t.target,
    t.target_high,
    t.quarter_1,
    t.quarter_2,
    t.quarter_3,
    t.valid_from,
    t.assessed_on,
    t.decision_number,
    t.decision_on,
    t.decision_issuer,
    t.note,
    cast(
        row_number() over (
            partition by t.locality_code, t.measure_code order by t.year, t.valid_from
        ) as integer
    ) as target_no,
    cast(
        least(
            lead(t.valid_from) over (
                partition by t.locality_code, t.year, t.measure_code order by t.valid_from
            ) - 1,
            t.dropped_on
        ) as date
    ) as valid_to,
    case t.target_kind
        when 'pending' then 'chờ giao'
        when 'withdrawn' then 'đã thu hồi'
        when 'milestone' then 'hoàn thành trong năm'
        when 'maintained' then 'giữ ' || coalesce(nullif(t.sign, ''), '=') || ' '
            || vi_number(coalesce(t.target, 0), 3)
        when 'range' then vi_number(t.target, 3) || ' – ' || vi_number(t.target_high, 3)
        else t.sign || ' ' || vi_number(t.target, 3)
    end as target_label,
    -- the deciding document as it is quoted; a plan may leave its number and date blank
    concat_ws(
        ' ',
        case when t.decision_number <> '' then 'số ' || t.decision_number end,
        case when t.decision_on is not null then 'ngày ' || vi_date(t.decision_on) end,
        case when t.decision_issuer <> '' then 'của ' || t.decision_issuer end
    ) as decision_label
from counting as t
