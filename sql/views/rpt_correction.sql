-- grain: one row per locality, measure, unit, period, version that changed something
-- Corrections as a leader reads them: old, new, who, when, from which cell, and whether the old figure
-- had been published.
-- of: fct_correction
-- columns:
-- release_label: sign and word for whether the old figure had been published
-- signing_label: sign and word for whether it came after signing
-- old_source: file, sheet and cell of the old figure
-- new_source: file, sheet and cell of the new figure
select
    c.locality_code,
    l.locality_name,
    c.measure_code,
    m.measure_label,
    m.short_name,
    c.unit_code,
    u.unit_short_name,
    c.period_code,
    p.period_label,
    p.period_no,
    c.old_value,
    c.new_value,
    c.corrected_on,
    c.is_after_release,
    case when c.is_after_release then '▲ sửa sau khi đã công bố' else '● sửa trước khi công bố' end
        as release_label,
    c.is_after_signing,
    case
        when c.is_after_signing
            then '★ đính chính sau khi ký ngày ' || strftime(c.signed_on, '%d/%m/%Y')
        when c.signed_on is not null then '● sửa trước khi ký'
        else '– kỳ chưa ký'
    end as signing_label,
    c.old_source_file || ' › ' || c.old_source_sheet || ' › ' || c.old_source_cell as old_source,
    c.new_source_file || ' › ' || c.new_source_sheet || ' › ' || c.new_source_cell as new_source,
    c.is_restricted,
    c.is_illustrative
from fct_correction as c
inner join dim_locality as l on c.locality_code = l.locality_code
left join dim_measure as m
    on c.locality_code = m.locality_code and c.measure_code = m.measure_code
left join dim_period as p
    on c.locality_code = p.locality_code and c.period_code = p.period_code
left join dim_unit as u on c.locality_code = u.locality_code and c.unit_code = u.unit_code
where c.what_changed <> 'nothing'
