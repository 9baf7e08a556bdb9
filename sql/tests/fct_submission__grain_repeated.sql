-- offenders: keys of fct_submission that stand on more than one row
select
    receipt_id,
    count(*) as row_count
from fct_submission
group by receipt_id
having count(*) > 1
