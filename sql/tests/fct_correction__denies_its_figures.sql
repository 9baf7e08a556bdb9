-- offenders: corrections that say nothing changed though the figure did, or come before what they correct
select
    locality_code,
    measure_code,
    unit_code,
    period_code,
    new_version_no
from fct_correction
where
    (what_changed <> 'figure' and old_value is distinct from new_value)
    or (
        what_changed = 'nothing'
        and old_cumulative_stated is distinct from new_cumulative_stated
    )
    or (
        what_changed = 'cumulative_stated'
        and old_cumulative_stated is not distinct from new_cumulative_stated
    )
    or new_version_no <= old_version_no
    or new_known_from < old_known_from
    or is_after_release <> (shown_in_release_id is not null)
