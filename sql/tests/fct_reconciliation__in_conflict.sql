-- offenders: comparisons of two sources that are further apart than the plan lets them be
-- severity: warn
-- title: hai nguồn lệch nhau
-- means: Nguồn chính thức và nguồn thứ hai báo hai số lệch nhau quá mức kế hoạch cho phép; hai đơn vị
--   cần đối chiếu và gửi lại biểu có số đúng.
select
    f.locality_code,
    f.lead_unit_code as unit_code,
    f.measure_code,
    f.period_code,
    f.sentence || ' Ô đối chiếu: ' || f.second_file || ', ' || f.second_sheet || ' '
    || f.second_cell || '.' as sentence,
    f.lead_file as source_file,
    f.lead_sheet as source_sheet,
    f.lead_cell as source_cell,
    f.is_restricted
from fct_reconciliation as f
inner join stg_period as p
    on f.locality_code = p.locality_code and f.period_code = p.period_code
inner join stg_plan as y on p.locality_code = y.locality_code and p.year = y.year
where f.state = 'conflict'
