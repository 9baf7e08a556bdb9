-- offenders: periods that end before they start or are due before they end, months that overlap
select
    p.locality_code,
    p.period_code
from dim_period as p
left join dim_period as q
    on
        p.locality_code = q.locality_code
        and p.calendar_code = q.calendar_code
        and p.period_kind = 'month'
        and q.period_kind = 'month'
        and p.period_no < q.period_no
        and p.ends_on >= q.starts_on
where p.starts_on > p.ends_on or p.due_on < p.ends_on or q.period_code is not null
