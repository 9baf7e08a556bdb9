-- offenders: tests that stand more than once
select
    test_name,
    count(*) as how_often
from meta_check
group by test_name
having count(*) > 1
