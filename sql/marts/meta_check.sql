-- grain: one row per test
-- What this release was tested for. A test of weight error found nothing here, else there were no
-- such release; a test of weight warn has its offenders in meta_warning.
-- columns:
-- test_name: the test of sql/tests
-- severity: error (our own invariant, holds the release back) · warn (units' disagreement, a fact)
-- title: what it finds, in short
-- meaning: what it finds and who has to do what, in Vietnamese
-- offender_count [dòng]: how many it found in this release
-- examples: the first three that may be public, each with file, sheet and cell; null without one
with told as (
    select
        w.test_name,
        w.is_restricted,
        w.source_file || ' · ' || w.source_sheet || ' ' || w.source_cell || ': ' || w.sentence
            as example,
        row_number() over (
            partition by w.test_name, w.is_restricted
            order by
                w.period_code desc,
                w.locality_code,
                w.measure_code,
                w.unit_code,
                w.sentence,
                w.source_file,
                w.source_sheet,
                w.source_cell
        ) as place
    from meta_warning as w
),

counted as (
    select
        test_name,
        count(*) as offender_count,
        string_agg(example, chr(10) order by place)
        filter (where place <= 3 and not is_restricted) as examples
    from told
    group by test_name
)

select
    t.test_name,
    t.severity,
    case t.severity when 'error' then 'bất biến của chương trình' else t.title end as title,
    case t.severity
        when 'error' then 'Chương trình tự kiểm tra; sai một dòng là không công bố.'
        else t.meaning
    end as meaning,
    cast(coalesce(c.offender_count, 0) as integer) as offender_count,
    c.examples
from stg_test as t
left join counted as c on t.test_name = c.test_name
