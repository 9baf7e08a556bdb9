-- offenders: forms of which more is known or unused than is asked, or whose cells do not add up
select
    locality_code,
    unit_code,
    period_code,
    cell_count
from rpt_burden
where
    cell_count <> figure_cells + area_cells + task_cells + question_cells
    or known_cells > cell_count
    or unused_cells > figure_cells
    or when_known_cells > figure_cells
