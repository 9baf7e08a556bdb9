-- offenders: restricted measures among what may be public of the warnings
select
    w.test_name,
    w.measure_code
from mart_public.meta_warning as w
inner join dim_measure as m
    on w.locality_code = m.locality_code and w.measure_code = m.measure_code
where m.is_restricted
union all
select
    c.test_name,
    w.measure_code
from meta_check as c
inner join meta_warning as w
    on c.test_name = w.test_name and w.is_restricted and contains(c.examples, w.sentence)
