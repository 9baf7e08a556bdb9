-- offenders: cumulatives that the sheet states otherwise than its months add up to
-- severity: warn
-- title: lũy kế ghi trong biểu khác
-- means: Lũy kế đơn vị ghi khác lũy kế cộng từ các tháng đã gửi; đơn vị cần sửa lũy
--   kế hoặc gửi lại tháng bị sai.
-- A sheet that was right when it came is not wrong because an earlier month was corrected since: the
-- unit was never asked about it. A month that came only after the sheet stands as it first came.
with otherwise as (
    select
        v.*,
        p.calendar_code,
        p.year,
        p.ordinal,
        coalesce(v.cumulative_numerator, v.cumulative_value) as summed
    from fct_measure_value as v
    inner join stg_period as p
        on v.locality_code = p.locality_code and v.period_code = p.period_code
    inner join stg_plan as y on p.locality_code = y.locality_code and p.year = y.year
    where
        v.cumulative_basis = 'sum_of_months'
        and v.cumulative_stated <> coalesce(v.cumulative_numerator, v.cumulative_value)
),

-- by how much a month was corrected after the sheet came: against its first correction since
moved as (
    select
        o.locality_code,
        o.measure_code,
        o.unit_code,
        o.period_code,
        case when m.kind = 'rate' then m.numerator else m.value end
        - min_by(
            case when m.kind = 'rate' then c.old_numerator else c.old_reported_value end,
            c.new_version_no
        ) as since
    from otherwise as o
    inner join stg_period as p
        on
            o.locality_code = p.locality_code
            and o.calendar_code = p.calendar_code
            and o.year = p.year
            and p.period_kind = 'month'
            and o.ordinal > p.ordinal
    inner join fct_measure_value as m
        on
            o.locality_code = m.locality_code
            and o.measure_code = m.measure_code
            and p.period_code = m.period_code
            -- the authority's months are one series, whoever it was
            and o.is_authoritative = m.is_authoritative
            and (o.is_authoritative or o.unit_code = m.unit_code)
    inner join fct_correction as c
        on
            m.locality_code = c.locality_code
            and m.measure_code = c.measure_code
            and m.unit_code = c.unit_code
            and m.period_code = c.period_code
            and o.recorded_at < c.new_known_from
    group by
        o.locality_code,
        o.measure_code,
        o.unit_code,
        o.period_code,
        m.unit_code,
        m.period_code,
        m.kind,
        m.numerator,
        m.value
),

corrected as (
    select
        locality_code,
        measure_code,
        unit_code,
        period_code,
        sum(since) as since
    from moved
    group by locality_code, measure_code, unit_code, period_code
)

select
    v.locality_code,
    v.unit_code,
    v.measure_code,
    v.period_code,
    'Lũy kế ghi trong biểu là ' || vi_number(v.cumulative_stated, 3) || ', cộng các tháng là '
    || vi_number(v.summed, 3) || '.' as sentence,
    v.source_file,
    v.source_sheet,
    v.source_cell,
    v.is_restricted
from otherwise as v
left join corrected as c
    on
        v.locality_code = c.locality_code
        and v.measure_code = c.measure_code
        and v.unit_code = c.unit_code
        and v.period_code = c.period_code
where v.cumulative_stated <> v.summed - coalesce(c.since, 0)
