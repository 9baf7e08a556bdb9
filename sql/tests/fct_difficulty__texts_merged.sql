-- offenders: rows of one case that say different things, and rows of one text in several cases
-- By letters and digits alone, without their marks: another road than the one that made the cases.
with told as (
    select
        d.locality_code,
        d.unit_code,
        d.case_code,
        d.what,
        strip_accents(
            regexp_replace(lower(nfc_normalize(d.what)), '[^\p{L}\p{N}]', '', 'g')
        ) as letters
    from fct_difficulty as d
)

select
    t.locality_code,
    t.unit_code,
    t.case_code,
    'merged' as fault
from told as t
group by t.locality_code, t.unit_code, t.case_code
having count(distinct t.letters) > 1
union all
select
    t.locality_code,
    t.unit_code,
    min(t.case_code) as case_code,
    'split' as fault
from told as t
where t.letters <> ''
group by t.locality_code, t.unit_code, t.what
having count(distinct t.case_code) > 1
