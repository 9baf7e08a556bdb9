-- offenders: measures and periods for which two units are the authority
select
    locality_code,
    measure_code,
    period_code,
    count(*) as unit_count
from fct_measure_value
where is_authoritative
group by locality_code, measure_code, period_code
having count(*) > 1
