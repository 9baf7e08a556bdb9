-- grain: one row per locality, collected period that has ended
-- How fresh the public figures are, under a name of its own: a board tells its tables by name alone.
-- of: rpt_heading
select
    h.locality_code,
    h.locality_name,
    h.period_code,
    h.period_label,
    h.period_no,
    h.is_latest,
    h.stale_line,
    h.freshness_line,
    h.illustrative_line
from rpt_heading as h
