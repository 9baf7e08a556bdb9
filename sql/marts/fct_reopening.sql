-- grain: one row per locality, unit, period that was locked and reopened
-- Locked periods that one unit may send for again: who decided it, why, until when, and what came of
-- it. Said by the last workbook of the year; of several the one that lasts longest.
-- private: reopened_by, reason
-- columns:
-- reopened_by: who decided it; always null in mart_public
-- reason: why; always null in mart_public
-- until_on: last day on which a file is taken
-- is_open: that day is not past
-- file_count [tệp]: files that were taken under it
with said as (
    select o.*
    from ledger.plan_reopening as o
    inner join stg_adopted as a
        on o.locality_code = a.locality_code and o.plan_version = a.plan_version
    where a.is_latest_of_year
    qualify row_number() over (
            partition by o.locality_code, o.unit_code, o.period_code
            order by o.until_on desc, o.reopening_no
        ) = 1
),

taken as (
    select
        j.locality_code,
        j.unit_code,
        j.period_code,
        count(*) as file_count
    from ledger.finding as f
    inner join stg_judgement as j on f.receipt_id = j.receipt_id
    -- nhận theo kỳ được mở lại
    where f.code = 'S021' and j.is_accepted
    group by j.locality_code, j.unit_code, j.period_code
)

select
    s.locality_code,
    s.unit_code,
    u.unit_short_name,
    s.period_code,
    p.period_label,
    p.period_no,
    s.reopened_by,
    s.reason,
    s.until_on,
    s.until_on >= r.as_of as is_open,
    cast(coalesce(t.file_count, 0) as integer) as file_count
from said as s
cross join stg_run as r
inner join stg_unit as u on s.locality_code = u.locality_code and s.unit_code = u.unit_code
inner join stg_period as p
    on s.locality_code = p.locality_code and s.period_code = p.period_code
left join taken as t
    on
        s.locality_code = t.locality_code
        and s.unit_code = t.unit_code
        and s.period_code = t.period_code
