-- grain: one row per locality, measure, unit, period, version that ever counted
-- What we know now: known_until is null. What we said on a day: known_from not after the known_at of
-- the last release of that day (dim_release), known_until null or after it. In the form's own terms;
-- worked out from two marts, so that what was sent once is not kept twice.
-- columns:
-- known_from: from when it was known
-- known_until: until when it was known; null while it still counts
select
    v.locality_code,
    v.measure_code,
    v.unit_code,
    v.period_code,
    v.version_no,
    v.reported_value,
    v.numerator,
    v.denominator,
    v.cumulative_stated,
    v.is_done,
    v.done_on,
    v.criteria_percent,
    v.recorded_at as known_from,
    cast(null as timestamp) as known_until,
    v.source_file,
    v.source_sha256,
    v.source_sheet,
    v.source_cell,
    v.is_restricted
from fct_measure_value as v
inner join dim_measure as m
    on v.locality_code = m.locality_code and v.measure_code = m.measure_code
-- what is worked out from another measure's cell was not sent
where m.input <> 'derived'
union all
select
    c.locality_code,
    c.measure_code,
    c.unit_code,
    c.period_code,
    c.old_version_no as version_no,
    c.old_reported_value as reported_value,
    c.old_numerator as numerator,
    c.old_denominator as denominator,
    c.old_cumulative_stated as cumulative_stated,
    c.old_is_done as is_done,
    c.old_done_on as done_on,
    c.old_criteria_percent as criteria_percent,
    c.old_known_from as known_from,
    c.new_known_from as known_until,
    c.old_source_file as source_file,
    c.old_source_sha256 as source_sha256,
    c.old_source_sheet as source_sheet,
    c.old_source_cell as source_cell,
    c.is_restricted
from fct_correction as c
