-- grain: one row
-- How fresh the release is, in one line that a leader reads first.
-- columns:
-- latest_period_code: the newest month that has ended
-- units_due [đơn vị]: units that owe a report for the newest month
-- units_received [đơn vị]: of these, units whose report was taken
-- is_illustrative: minh họa: some figures or the plan itself are made up for show
with latest as (
    select
        max(p.ends_on) as data_until_on,
        max_by(p.period_code, p.ends_on) as latest_period_code,
        max_by(p.period_label, p.ends_on) as latest_period_label
    from dim_period as p
    where p.is_latest
),

received as (
    select
        count(*) as units_due,
        count(*) filter (where c.state in ('on_time', 'late')) as units_received
    from rpt_compliance as c
    where c.is_latest_period
),

shown as (
    select
        (select coalesce(bool_or(v.is_illustrative), false) from fct_measure_value as v)
        or (select coalesce(bool_or(l.is_illustrative), false) from dim_locality as l)
            as is_illustrative,
        (select count(*) from dim_locality) as locality_count
),

whose as (
    select
        case count(*)
            when 0 then ''
            when 1
                then upper(left(min(d.locality_name), 1)) || substr(min(d.locality_name), 2)
                    || ' · '
            else count(*) || ' địa bàn · '
        end as locality_words
    from dim_locality as d
)

select
    r.release_id,
    r.run_id,
    r.as_of,
    r.known_at,
    r.published_at,
    l.data_until_on,
    l.latest_period_code,
    l.latest_period_label,
    cast(c.units_due as integer) as units_due,
    cast(c.units_received as integer) as units_received,
    s.is_illustrative,
    w.locality_words
    || coalesce('Số liệu đến ' || vi_date(l.data_until_on), 'Chưa có kỳ báo cáo nào kết thúc')
    || ' · cập nhật lúc ' || strftime(r.published_at, '%H:%M') || ' ngày '
    || strftime(r.published_at, '%d/%m/%Y')
    || case
        when c.units_due > 0
            then ' · đã nhận ' || c.units_received || '/' || c.units_due || ' biểu'
        else ''
    end as freshness_line,
    case when s.is_illustrative then 'Số liệu minh họa – không phải số liệu thật' else '' end
        as illustrative_line,
    cast(s.locality_count as integer) as locality_count
from stg_run as r
cross join latest as l
cross join received as c
cross join shown as s
cross join whose as w
