-- grain: one row per locality, measure, second unit, period
-- The authority's figure beside that of each other unit that reports the measure. Two units that
-- disagree are a fact to look at, never a reason to stop a release. That neither has said anything
-- is a fact too, once both were to have said it: a collected period whose reports are overdue, of a
-- measure that is owed then and has a target. Before its due day silence says nothing.
-- columns:
-- lead_unit_code: nguồn chính thức
-- lead_value [đơn vị tính]: the authority's figure; null when it gave none
-- lead_cell: where the authority's figure stands
-- lead_file: the authority's workbook
-- lead_sheet: its sheet
-- second_unit_code: the other unit that reports the measure
-- second_value [đơn vị tính]: the other unit's figure; null when it gave none
-- second_cell: where the other unit's figure stands
-- second_file: the other unit's workbook
-- second_sheet: its sheet
-- difference [đơn vị tính]: second − authority
-- difference_rate [1 = 100 %]: difference ÷ the authority's figure
-- tolerance_rate [1 = 100 %]: how far apart the plan lets them be
-- due_on: the last day on which both are on time
-- state: agree · conflict · lead_only · second_only · both_silent
-- state_order: place of the state, worst first
-- sentence: what the comparison says, one Vietnamese sentence
with compared as (
    select
        v.*,
        -- of a milestone: how far it is, in percent of its criteria
        case
            when v.kind = 'milestone'
                then coalesce(
                        v.criteria_percent, cast(100 * cast(v.is_done as integer) as decimal(24, 6))
                    )
            else v.value
        end as figure
    from fct_measure_value as v
),

pairs as (
    select
        s.locality_code,
        s.measure_code,
        p.period_code,
        p.plan_version,
        p.due_on,
        r.as_of > p.due_on as is_overdue,
        -- what is known only now and then is owed at the latest when the year is assessed
        p.is_owed
        and (q.frequency = 'monthly' or (p.period_kind = 'final' and r.as_of > t.assessed_on))
        and t.target_kind not in ('pending', 'withdrawn') as is_asked,
        q.authority_unit_code as lead_unit_code,
        s.unit_code as second_unit_code,
        a.figure as lead_value,
        a.source_cell as lead_cell,
        a.source_file as lead_file,
        a.source_sheet as lead_sheet,
        b.figure as second_value,
        b.source_cell as second_cell,
        b.source_file as second_file,
        b.source_sheet as second_sheet,
        m.measure_name,
        m.is_restricted,
        case when m.kind = 'milestone' then '% tiêu chí' else q.unit_of_measure end as unit_words
    from stg_measure_period as q
    inner join stg_period as p
        on q.locality_code = p.locality_code and q.period_code = p.period_code
    inner join stg_measure as m
        on q.locality_code = m.locality_code and q.measure_code = m.measure_code
    inner join stg_assignment as s
        on
            q.locality_code = s.locality_code
            and q.plan_version = s.plan_version
            and q.measure_code = s.measure_code
    cross join stg_run as r
    left join stg_target as t
        on
            q.locality_code = t.locality_code
            and q.measure_code = t.measure_code
            and p.year = t.year
            and p.ends_on >= t.valid_from
            and p.ends_on <= coalesce(t.valid_to, date '9999-12-31')
    left join compared as a
        on
            s.locality_code = a.locality_code
            and s.measure_code = a.measure_code
            and q.authority_unit_code = a.unit_code
            and p.period_code = a.period_code
    left join compared as b
        on
            s.locality_code = b.locality_code
            and s.measure_code = b.measure_code
            and s.unit_code = b.unit_code
            and p.period_code = b.period_code
    where
        s.role in ('co_lead', 'second_source', 'lead')
        and s.unit_code <> q.authority_unit_code
),

stated as (
    select
        p.*,
        cast(t.reconcile_tolerance as decimal(24, 6)) as tolerance_rate,
        case
            when p.lead_value is null and p.second_value is null then 'both_silent'
            when p.second_value is null then 'lead_only'
            when p.lead_value is null then 'second_only'
            when
                abs(cast(p.second_value - p.lead_value as double))
                <= cast(t.reconcile_tolerance as double) * abs(p.lead_value)
                then 'agree'
            else 'conflict'
        end as state
    from pairs as p
    inner join stg_threshold as t
        on p.locality_code = t.locality_code and p.plan_version = t.plan_version
    where
        p.lead_value is not null
        or p.second_value is not null
        or coalesce(p.is_asked and p.is_overdue, false)
)

select
    s.locality_code,
    s.measure_code,
    s.measure_name,
    s.period_code,
    s.lead_unit_code,
    cast(s.lead_value as decimal(24, 6)) as lead_value,
    s.lead_cell,
    s.lead_file,
    s.lead_sheet,
    s.second_unit_code,
    cast(s.second_value as decimal(24, 6)) as second_value,
    s.second_cell,
    s.second_file,
    s.second_sheet,
    cast(s.second_value - s.lead_value as decimal(24, 6)) as difference,
    case
        when s.lead_value <> 0
            then cast(
                    round(cast(s.second_value - s.lead_value as double) / abs(s.lead_value), 6)
                    as decimal(24, 6)
                )
    end as difference_rate,
    s.tolerance_rate,
    s.due_on,
    s.state,
    w.label as state_label,
    cast(w.sort_order as integer) as state_order,
    replace(
        replace(
            replace(
                replace(
                    replace(
                        replace(
                            replace(
                                f.label, '{lead}', coalesce(l.unit_short_name, s.lead_unit_code)
                            ),
                            '{second}',
                            coalesce(u.unit_short_name, s.second_unit_code)
                        ),
                        '{lead_value}',
                        coalesce(vi_amount(s.lead_value, 3, s.unit_words), '')
                    ),
                    '{second_value}',
                    coalesce(vi_amount(s.second_value, 3, s.unit_words), '')
                ),
                '{difference}',
                coalesce(vi_amount(abs(s.second_value - s.lead_value), 3, s.unit_words), '')
            ),
            '{tolerance}',
            vi_number(100 * s.tolerance_rate, 2)
        ),
        '{due}',
        vi_date(s.due_on)
    ) as sentence,
    s.is_restricted
from stated as s
inner join stg_word as w on s.state = w.code and w.word_kind = 'reconciliation'
-- until the due day the one who has said nothing still may
inner join stg_word as f
    on
        f.word_kind = 'reconciliation_said'
        and f.code = s.state || case
            when s.state in ('lead_only', 'second_only') and not s.is_overdue then '_so_far'
            else ''
        end
left join stg_unit as l
    on s.locality_code = l.locality_code and s.lead_unit_code = l.unit_code
left join stg_unit as u
    on s.locality_code = u.locality_code and s.second_unit_code = u.unit_code
