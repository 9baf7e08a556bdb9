-- offenders: keys of fct_finding that stand on more than one row
select
    receipt_id,
    finding_no,
    count(*) as row_count
from fct_finding
group by receipt_id, finding_no
having count(*) > 1
