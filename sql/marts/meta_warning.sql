-- grain: one row per test of weight warn, offender
-- Where units do not agree with each other or with themselves: facts to look at, which never stop a
-- release. Each is found by a test of sql/tests; only what concerns the year in force.
-- columns:
-- test_name: the test of sql/tests that found it
-- unit_code: đơn vị whose figure it is
-- sentence: what was found, one Vietnamese sentence
select
    w.test_name,
    w.locality_code,
    w.unit_code,
    w.measure_code,
    w.period_code,
    w.sentence,
    w.source_file,
    w.source_sheet,
    w.source_cell,
    w.is_restricted
from stg_warning as w
