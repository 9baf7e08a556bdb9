-- offenders: findings on a restricted measure that tell what was typed
select
    receipt_id,
    finding_no
from fct_finding
where is_restricted and (found is not null or expected is not null or message <> title)
