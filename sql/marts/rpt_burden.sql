-- grain: one row per locality, unit, collected period that has ended
-- What a form costs its unit (gánh nặng biểu mẫu): how many cells it asks to be typed, how many of
-- these the house knew already, and how many it then shows nowhere. Asked are figures, parts by tổ dân
-- phố, the three cells of a task and questions; words that are only written when there is a reason
-- (giải trình, hạn mới, vướng mắc) are not counted.
-- columns:
-- figure_cells [ô]: cells for figures
-- area_cells [ô]: cells for parts by tổ dân phố
-- task_cells [ô]: state, percent and result of each task
-- question_cells [ô]: questions that came back in the period's forms
-- cell_count [ô]: all of them
-- when_known_cells [ô]: of the figures, those asked every month and known only when announced
-- known_cells [ô]: of all, those whose content was known before: a denominator fixed for the year that was given, a cột mốc or a task that was done
-- unused_cells [ô]: of the figures, those that no board and no report reads: the day a cột mốc was done, of a unit that is not the authority; only its percent is set against the authority's
-- known_rate [1 = 100 %]: known_cells ÷ cell_count; null where nothing is asked
-- filled_cells [ô]: figures found in the period's workbook that was read last; null without one
with areas as (
    select
        locality_code,
        plan_version,
        count(*) as area_count
    from ledger.plan_area
    group by locality_code, plan_version
),

asked as (
    select
        q.locality_code,
        s.unit_code,
        q.period_code,
        q.measure_code,
        p.year,
        p.ends_on,
        q.kind,
        q.denominator_kind,
        s.is_authority,
        case
            when q.kind = 'milestone' then 3
            when q.kind = 'rate' and q.input = 'derived' then 0
            when q.kind = 'rate' then 2
            else 1
        end as figure_cells,
        case
            when m.by_area = 'none' or s.role <> 'lead' then 0
            when m.by_area = 'number' and q.kind = 'rate' then 2 * coalesce(a.area_count, 0)
            else coalesce(a.area_count, 0)
        end as area_cells,
        q.frequency = 'when_known' and p.period_kind <> 'final' as is_when_known
    from stg_measure_period as q
    inner join stg_period as p
        on q.locality_code = p.locality_code and q.period_code = p.period_code
    inner join stg_assignment as s
        on
            q.locality_code = s.locality_code
            and q.plan_version = s.plan_version
            and q.measure_code = s.measure_code
    inner join ledger.plan_measure as m
        on
            q.locality_code = m.locality_code
            and q.plan_version = m.plan_version
            and q.measure_code = m.measure_code
    left join areas as a
        on q.locality_code = a.locality_code and q.plan_version = a.plan_version
    where p.is_collected and p.has_ended and s.role <> 'coordinates'
),

-- from when on each unit had given what does not change any more
given as (
    select
        v.locality_code,
        v.measure_code,
        v.unit_code,
        p.year,
        min(p.ends_on) filter (where v.denominator is not null) as denominator_on,
        min(p.ends_on) filter (where v.is_done) as done_on
    from fct_measure_value as v
    inner join stg_period as p
        on v.locality_code = p.locality_code and v.period_code = p.period_code
    group by v.locality_code, v.measure_code, v.unit_code, p.year
),

figures as (
    select
        a.locality_code,
        a.unit_code,
        a.period_code,
        sum(a.figure_cells) as figure_cells,
        sum(a.area_cells) as area_cells,
        sum(case when a.is_when_known then a.figure_cells else 0 end) as when_known_cells,
        sum(
            case
                when a.kind = 'milestone' and g.done_on < a.ends_on then a.figure_cells
                when
                    a.kind = 'rate'
                    and a.denominator_kind = 'fixed'
                    and a.figure_cells > 0
                    and g.denominator_on < a.ends_on
                    then 1
                else 0
            end
        ) as known_cells,
        sum(
            case
                when a.kind = 'milestone' and not a.is_authority then 1
                else 0
            end
        ) as unused_cells
    from asked as a
    left join given as g
        on
            a.locality_code = g.locality_code
            and a.measure_code = g.measure_code
            and a.unit_code = g.unit_code
            and a.year = g.year
    group by a.locality_code, a.unit_code, a.period_code
),

tasks_done as (
    select
        t.locality_code,
        t.unit_code,
        t.task_code,
        p.year,
        min(p.ends_on) as done_on
    from fct_task_status as t
    inner join stg_period as p
        on t.locality_code = p.locality_code and t.period_code = p.period_code
    where t.state = 'done'
    group by t.locality_code, t.unit_code, t.task_code, p.year
),

tasks as (
    select
        p.locality_code,
        t.unit_code,
        p.period_code,
        3 * count(*) as task_cells,
        3 * count(*) filter (where d.done_on < p.ends_on) as known_cells
    from stg_period as p
    inner join ledger.plan_task as t
        on p.locality_code = t.locality_code and p.plan_version = t.plan_version
    left join tasks_done as d
        on
            t.locality_code = d.locality_code
            and t.unit_code = d.unit_code
            and t.task_code = d.task_code
            and p.year = d.year
    where p.is_collected and p.has_ended
    group by p.locality_code, t.unit_code, p.period_code
),

questions as (
    select
        r.locality_code,
        r.unit_code,
        r.period_code,
        count(distinct r.question_code) as question_cells
    from ledger.question_report as r
    inner join stg_judgement as j on r.submission_id = j.submission_id
    group by r.locality_code, r.unit_code, r.period_code
),

sent as (
    select
        j.locality_code,
        j.unit_code,
        j.period_code,
        max_by(j.values_read, j.version_no) as values_read
    from stg_judgement as j
    where j.is_accepted
    group by j.locality_code, j.unit_code, j.period_code
),

counted as (
    select
        c.locality_code,
        c.unit_code,
        c.unit_short_name,
        c.period_code,
        c.period_label,
        c.period_no,
        coalesce(f.figure_cells, 0) as figure_cells,
        coalesce(f.area_cells, 0) as area_cells,
        coalesce(t.task_cells, 0) as task_cells,
        coalesce(q.question_cells, 0) as question_cells,
        coalesce(f.when_known_cells, 0) as when_known_cells,
        coalesce(f.known_cells, 0) + coalesce(t.known_cells, 0) as known_cells,
        coalesce(f.unused_cells, 0) as unused_cells,
        s.values_read
    from rpt_compliance as c
    left join figures as f
        on
            c.locality_code = f.locality_code
            and c.unit_code = f.unit_code
            and c.period_code = f.period_code
    left join tasks as t
        on
            c.locality_code = t.locality_code
            and c.unit_code = t.unit_code
            and c.period_code = t.period_code
    left join questions as q
        on
            c.locality_code = q.locality_code
            and c.unit_code = q.unit_code
            and c.period_code = q.period_code
    left join sent as s
        on
            c.locality_code = s.locality_code
            and c.unit_code = s.unit_code
            and c.period_code = s.period_code
    where c.has_ended
)

select
    n.locality_code,
    n.unit_code,
    n.unit_short_name,
    n.period_code,
    n.period_label,
    n.period_no,
    cast(n.figure_cells as integer) as figure_cells,
    cast(n.area_cells as integer) as area_cells,
    cast(n.task_cells as integer) as task_cells,
    cast(n.question_cells as integer) as question_cells,
    cast(n.figure_cells + n.area_cells + n.task_cells + n.question_cells as integer) as cell_count,
    cast(n.when_known_cells as integer) as when_known_cells,
    cast(n.known_cells as integer) as known_cells,
    cast(n.unused_cells as integer) as unused_cells,
    cast(
        round(
            n.known_cells
            / nullif(n.figure_cells + n.area_cells + n.task_cells + n.question_cells, 0),
            6
        )
        as decimal(24, 6)
    ) as known_rate,
    cast(n.values_read as integer) as filled_cells
from counted as n
