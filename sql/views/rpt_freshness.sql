-- grain: one row
-- How fresh the figures are, and in red when no release has come for 26 hours: a view, the only
-- place with a clock, for without a run nothing else in the file would change. Vietnam's wall time
-- is UTC+7 all year, so no time zone has to be known here.
-- columns:
-- stale_line: says in red that no release came for 26 hours; empty while it is fresh
-- is_stale: no release came for 26 hours
-- wall_at: now, wall time
with clock as (
    select make_timestamp(epoch_us(now()) + 25200000000) as wall_at
),

age as (
    select
        m.*,
        k.wall_at,
        (epoch_us(k.wall_at) - epoch_us(m.published_at)) / 3600000000.0 as hours
    from meta_release as m
    cross join clock as k
)

select
    case
        when a.hours <= 26 then ''
        else '✖ Đã ' || cast(floor(a.hours) as bigint)
            || ' giờ chưa có bản cập nhật mới – số liệu có thể đã cũ'
    end as stale_line,
    a.freshness_line,
    a.illustrative_line,
    a.hours > 26 as is_stale,
    a.published_at,
    a.wall_at,
    a.data_until_on,
    a.latest_period_label
from age as a
