-- grain: one row per received file, finding
-- What was found in the units' workbooks, by kind and by unit.
-- of: fct_finding
-- columns:
-- severity_label: mức in words
-- severity_order: place of the severity, heaviest first
select
    f.locality_code,
    l.locality_name,
    f.unit_code,
    u.unit_short_name,
    f.period_code,
    p.period_label,
    p.period_no,
    f.code,
    f.title,
    f.severity,
    case f.severity
        when 'refuse' then '✖ trả lại tệp'
        when 'hold' then '■ giữ lại dòng'
        when 'ask' then '▲ hỏi lý do'
        else '· ghi chú'
    end as severity_label,
    case f.severity when 'refuse' then 1 when 'hold' then 2 when 'ask' then 3 else 4 end
        as severity_order,
    f.measure_code,
    f.source_file,
    f.sheet,
    f.cell,
    f.message,
    f.is_restricted
from fct_finding as f
inner join dim_locality as l on f.locality_code = l.locality_code
left join dim_period as p
    on f.locality_code = p.locality_code and f.period_code = p.period_code
left join dim_unit as u on f.locality_code = u.locality_code and f.unit_code = u.unit_code
where f.stage = 'firm'
