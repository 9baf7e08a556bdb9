-- offenders: measures with two targets of a year in force on one day
select
    t.locality_code,
    t.measure_code,
    t.valid_from
from dim_target as t
inner join dim_target as u
    on
        t.locality_code = u.locality_code
        and t.measure_code = u.measure_code
        and t.year = u.year
        and t.target_no < u.target_no
where t.valid_to is null or t.valid_to >= u.valid_from
