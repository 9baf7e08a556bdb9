-- offenders: accepted files of which a figure was neither stored nor held
select
    receipt_id,
    values_read,
    values_stored,
    values_held
from fct_submission
where
    outcome in ('accepted', 'accepted_with_held_rows')
    and values_read <> values_stored + values_held
