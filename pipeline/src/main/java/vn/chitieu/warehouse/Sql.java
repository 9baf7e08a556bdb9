package vn.chitieu.warehouse;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every SQL text that is not a file under {@code sql/}: what needs parameters, and what attaches,
 * checkpoints and sets. Nothing here says what a figure means; that is the marts' business.
 */
final class Sql {
  static final String LEDGER = "ledger";

  static final String CHECKPOINT = "checkpoint";

  // ---- what is there already

  static final String INSERT_RUN =
      "insert into ledger.run select ?, ?, ?, ? where not exists"
          + " (select 1 from ledger.run where run_id = ?)";

  static final String JUDGED_AMONG =
      "select receipt_id from ledger.judgement where receipt_id in (select unnest(?))";

  static final String SUBMISSIONS_AMONG =
      "select submission_id from ledger.submission where submission_id in (select unnest(?))";

  // ---- the plan

  /**
   * The plan in force first: of the latest year that has begun (by the last run's day, there is no
   * clock here) the version taken on last; as {@code stg_plan} has it.
   */
  private static final String IN_FORCE_FIRST =
      """
      make_date(v.year, 1, 1) <= (select max(as_of) from ledger.run) desc,
        case when make_date(v.year, 1, 1) <= (select max(as_of) from ledger.run) then v.year end desc,
        a.adoption_no desc
      """;

  private static final String PLAN =
      """
      select v.locality_code, v.plan_version, v.sha256, v.recorded_at, v.year, coalesce((
          select max(p.due_on) from ledger.plan_period p
          where p.locality_code = v.locality_code and p.plan_version = v.plan_version
            and p.is_collected), make_date(v.year, 12, 31))
      from ledger.plan_version v
      """;

  /** Every version that was accepted once. */
  static final String PLANS = PLAN + " order by v.locality_code, v.recorded_at";

  static final String FIND_PLAN = PLAN + " where v.locality_code = ? and v.plan_version = ?";

  /** Of each year the version taken on last; {@code %s} says of which locality, in force first. */
  static final String PLANS_OF_YEARS =
      PLAN
          + """
            join ledger.plan_adoption a using (locality_code, plan_version)
            where %s
            qualify row_number() over (
              partition by v.locality_code, v.year order by a.adoption_no desc) = 1
            order by v.locality_code,
            """
          + IN_FORCE_FIRST;

  static final String LAST_OF_YEAR =
      """
      select a.plan_version
      from ledger.plan_adoption a
      join ledger.plan_version v using (locality_code, plan_version)
      where a.locality_code = ? and v.year = ?
      order by a.adoption_no desc
      limit 1
      """;

  static final String LAST_ADOPTION =
      "select coalesce(max(adoption_no), 0) from ledger.plan_adoption where locality_code = ?";

  // ---- what counts, and what was sent

  /** Supersession by row: the newest version that stored the measure counts. */
  static final String SAID =
      """
      select j.locality_code || '/' || j.unit_code, v.measure_code, v.period_code, j.version_no,
        v.reported, v.numerator, v.denominator, v.is_done, v.done_on, v.criteria_percent
      from ledger.judgement j
      join ledger.reported_value v using (submission_id)
      where j.locality_code || '/' || j.unit_code in (select unnest(?))
      order by 1, v.period_code, v.measure_code, j.version_no desc, j.receipt_id desc
      """;

  static final String TASKS_SAID =
      """
      select j.locality_code || '/' || j.unit_code, t.task_code, t.period_code, t.state, t.percent
      from ledger.judgement j
      join ledger.task_report t using (submission_id)
      where j.locality_code || '/' || j.unit_code in (select unnest(?))
      qualify row_number() over (
        partition by j.locality_code, j.unit_code, t.period_code, t.task_code
        order by j.version_no desc, j.receipt_id desc) = 1
      order by 1, t.period_code, t.task_code
      """;

  static final String RAISED =
      """
      select distinct j.locality_code || '/' || j.unit_code, d.period_code, d.difficulty_no
      from ledger.judgement j
      join ledger.difficulty_report d using (submission_id)
      where j.locality_code || '/' || j.unit_code in (select unnest(?))
      order by 1, 2, 3
      """;

  static final String SIGNERS =
      """
      select j.locality_code || '/' || j.unit_code, s.signer
      from ledger.judgement j
      join ledger.submission_signer s using (submission_id)
      where j.locality_code || '/' || j.unit_code in (select unnest(?))
      order by 1, s.period_code, j.version_no, j.receipt_id
      """;

  static final String ATTEMPTS =
      """
      select j.locality_code || '/' || j.unit_code, j.period_code, j.version_no, r.sha256, j.outcome,
        r.arrived_on
      from ledger.judgement j
      join ledger.receipt r using (receipt_id)
      where j.locality_code || '/' || j.unit_code in (select unnest(?)) and j.period_code is not null
        and j.is_for_obligation
      order by 1, j.period_code, j.version_no, r.receipt_id
      """;

  static final String DIFFICULTIES =
      """
      select j.locality_code || '/' || j.unit_code || '/' || j.period_code, d.difficulty_no, d.sheet,
        d.cell, d.what, d.since_on, d.proposed_to, d.proposal
      from ledger.judgement j
      join ledger.difficulty_report d using (submission_id)
      where j.locality_code || '/' || j.unit_code || '/' || j.period_code in (select unnest(?))
      qualify row_number() over (
        partition by j.locality_code, j.unit_code, j.period_code, d.difficulty_no
        order by j.version_no desc, j.receipt_id desc) = 1
      order by 1, d.difficulty_no
      """;

  // ---- answers

  private static final String RECEIPT_COLUMNS =
      "r.receipt_id, r.locality_code, r.unit_code, r.file_name, r.sha256, r.size_bytes,"
          + " r.modified_at, r.arrived_on, r.received_at, r.received_run_id";

  private static final String JUDGED_FILES =
      "select "
          + RECEIPT_COLUMNS
          + ", j.outcome, j.submission_id, j.period_code, j.plan_version, j.version_no,"
          + " j.is_for_obligation, j.is_illustrative, j.values_read, j.values_stored, j.values_held"
          + " from ledger.judgement j join ledger.receipt r using (receipt_id) where ";

  private static final String JUDGED_ORDER =
      " order by r.locality_code, r.unit_code, j.period_code, j.version_no, r.receipt_id";

  static final String JUDGED_NOT_ANSWERED =
      JUDGED_FILES
          + "not exists (select 1 from ledger.answer_written a where a.receipt_id = j.receipt_id)"
          + " and not list_contains(?, j.receipt_id)"
          + JUDGED_ORDER
          + " limit ?";

  static final String ANSWERS_OWED =
      "select receipt_id from ledger.judgement anti join ledger.answer_written using (receipt_id)";

  static final String ANSWERED_AMONG =
      "select receipt_id from ledger.answer_written where receipt_id in (select unnest(?))";

  static final String LEFT_AMONG =
      "select receipt_id from ledger.receipt_left where receipt_id in (select unnest(?))";

  static final String JUDGED_BY_RUN = JUDGED_FILES + "j.run_id = ?" + JUDGED_ORDER;

  static final String FINDINGS_OF =
      """
      select receipt_id, code, severity, stage, title, sheet, cell, atom, label, found, expected,
        message, remedy, example, suggestion, also
      from ledger.finding
      where receipt_id in (select unnest(?))
      order by receipt_id, finding_no
      """;

  static final String STORED_BY =
      """
      select submission_id, measure_code, sheet, cell, reported, numerator, denominator, is_done,
        done_on, criteria_percent, explanation, raw_text
      from ledger.reported_value
      where submission_id in (select unnest(?))
      order by submission_id, measure_code
      """;

  static final String COUNTED_BEFORE =
      """
      select o.receipt_id, v.measure_code, v.period_code, j.version_no, v.reported, v.numerator,
        v.denominator, v.is_done, v.done_on, v.criteria_percent
      from ledger.judgement o
      join ledger.judgement j
        on j.locality_code = o.locality_code and j.unit_code = o.unit_code
        and j.period_code = o.period_code and j.version_no < o.version_no
      join ledger.reported_value v on v.submission_id = j.submission_id
      where o.receipt_id in (select unnest(?))
      qualify row_number() over (
        partition by o.receipt_id, v.measure_code order by j.version_no desc, j.receipt_id desc) = 1
      order by o.receipt_id, v.measure_code
      """;

  static final String ANSWERED_BY =
      """
      select submission_id, question_code, answer
      from ledger.question_report
      where submission_id in (select unnest(?)) and answer <> ''
      order by submission_id, question_code
      """;

  static final String NOT_LEFT =
      "select "
          + RECEIPT_COLUMNS
          + " from ledger.receipt r where not exists"
          + " (select 1 from ledger.receipt_left l where l.receipt_id = r.receipt_id)"
          + " order by r.locality_code, r.unit_code, r.receipt_id";

  // ---- a run in figures

  static final String OUTCOMES =
      "select outcome, count(*), sum(values_read), sum(values_stored), sum(values_held)"
          + " from ledger.judgement where run_id = ? group by outcome";

  static final String FINDING_COUNTS =
      "select code, severity, count(*) from ledger.finding where run_id = ?"
          + " group by code, severity order by count(*) desc, code";

  /**
   * What is still to be asked for: of the year in force, and of a year before it for a month after
   * its last reports were due; after that the year is closed, and the board keeps what was missing.
   */
  static final String UNIT_STATES =
      """
      select c.locality_code, c.unit_code, c.period_code, c.state
      from rpt_compliance c
      join stg_period p using (locality_code, period_code)
      join stg_plan y using (locality_code)
      join (
        select locality_code, year, max(due_on) + interval 1 month as closed_on
        from stg_period
        where is_collected
        group by locality_code, year) z
        on z.locality_code = p.locality_code and z.year = p.year
      where c.is_latest_period
        or (c.state in ('missing', 'refused')
          and (p.year >= y.year or (select as_of from stg_run) <= z.closed_on))
        or (c.state = 'late' and exists (
          select 1
          from stg_judgement j inner join stg_run r on j.run_id = r.run_id
          where j.locality_code = c.locality_code and j.unit_code = c.unit_code
            and j.period_code = c.period_code and j.is_accepted and j.is_for_obligation))
      order by c.locality_code, c.period_no, c.state_order, c.unit_code
      """;

  // ---- releases

  static final String RELEASE = "publication";

  static final String CURRENT_DATABASE = "select current_database()";

  /** Time may not run backwards for what was recorded before. */
  static final String KNOWN_AT = "select greatest(?, coalesce(max(started_at), ?)) from ledger.run";

  static final String LEDGER_SIZE =
      "select (select count(*) from ledger.judgement), (select count(*) from ledger.plan_adoption),"
          + " (select count(*) from ledger.answer_written)";

  static final String LAST_RELEASE =
      "select as_of, judgements, adoptions, answers, sql_sha256, release_id from ledger.release"
          + " order by recorded_at desc, release_id desc limit 1";

  static final String INSERT_RELEASE =
      "insert into ledger.release values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  static final String CREATE_STG_RUN =
      "create or replace temp table stg_run (release_id varchar, run_id varchar, as_of date,"
          + " known_at timestamp, published_at timestamp)";

  static final String INSERT_STG_RUN = "insert into stg_run values (?, ?, ?, ?, ?)";

  static final String CREATE_STG_TEST =
      "create or replace temp table stg_test (test_name varchar, severity varchar, title varchar,"
          + " meaning varchar)";

  static final String INSERT_STG_TEST = "insert into stg_test values (?, ?, ?, ?)";

  static final String CREATE_STG_WARNING =
      "create or replace temp table stg_warning (test_name varchar, locality_code varchar,"
          + " unit_code varchar, measure_code varchar, period_code varchar, sentence varchar,"
          + " source_file varchar, source_sheet varchar, source_cell varchar,"
          + " is_restricted boolean)";

  static String insertWarnings(String test, String select) {
    return "insert into stg_warning by name select "
        + literal(test)
        + " as test_name, w.* from (\n"
        + select
        + "\n) as w";
  }

  static final String CHECKPOINT_RELEASE = "checkpoint " + RELEASE;

  static final String DETACH_RELEASE = "detach " + RELEASE;

  static final String RELEASE_COLUMNS =
      "select table_name, column_name from duckdb_columns() where database_name = '"
          + RELEASE
          + "' and schema_name = 'mart' order by table_name, column_index";

  /** A statement that says what a table, view or column of {@code mart} means. */
  static String comment(String what, String name, String words) {
    return "comment on " + what + " " + RELEASE + ".mart." + name + " is " + literal(words) + ";\n";
  }

  /**
   * Of a ward the smallest blocks: its many small tables would each fill one of the usual 256 KB, 9
   * MB a night. Above some thousand workbooks those of 16 KB are the ones that cost: a third of the
   * file and a fifth of the time.
   */
  static String attachRelease(Path file, long workbooks) {
    return "attach "
        + literal(file.toString())
        + " as "
        + RELEASE
        + " (storage_version 'v1.4.0', block_size "
        + (workbooks < 5_000 ? 16_384 : 262_144)
        + "); create schema "
        + RELEASE
        + ".mart; create schema "
        + RELEASE
        + ".mart_public";
  }

  /**
   * Joins run in the order in which they are written, the relation on the right of each held in
   * memory: a release is built of temporary relations about which DuckDB knows too little to choose
   * better, and it chose to hold the large one.
   */
  static final String JOIN_AS_WRITTEN =
      "set disabled_optimizers = 'join_order,build_side_probe_side'";

  static final String JOIN_AS_PLANNED = "reset disabled_optimizers";

  /** Unqualified names are the release's marts; {@code ledger.x} and staging are found as well. */
  static String searchReleaseThenLedger(String home) {
    return "set search_path = " + literal(RELEASE + ".mart," + identifier(home) + "." + LEDGER);
  }

  static String searchLedger(String home) {
    return "set search_path = " + literal(identifier(home) + ".main");
  }

  static String createStaging(String name, String select) {
    return "create or replace temp table " + name + " as\n" + select;
  }

  static String dropStaging(String name) {
    return "drop table if exists temp.main." + name;
  }

  static String createMart(String name, String select) {
    return "create table " + RELEASE + ".mart." + name + " as\n" + select;
  }

  /** Its tables are found in its own schema, also when the file is opened under another name. */
  static String createView(String schema, String name, String select) {
    return "create view " + RELEASE + "." + schema + "." + name + " as\n" + select;
  }

  /**
   * A view: what may not be shown is left out when it is read, and no row is stored twice. What
   * people write in their own words may name people: it is never shown.
   */
  static String createPublic(String name, List<String> privateColumns, boolean hasRestricted) {
    String hidden =
        privateColumns.stream()
            .map(c -> "cast(null as varchar) as " + c)
            .collect(Collectors.joining(", "));
    return "create view "
        + RELEASE
        + ".mart_public."
        + name
        + " as select *"
        + (hidden.isEmpty() ? "" : " replace (" + hidden + ")")
        + " from mart."
        + name
        + (hasRestricted ? " where not is_restricted" : "");
  }

  static String count(String database, String schema, String relation) {
    return "select count(*) from " + database + "." + schema + "." + relation;
  }

  // ---- another ledger

  static String attachOther(Path ledger) {
    return "attach " + literal(ledger.toAbsolutePath().toString()) + " as other (read_only)";
  }

  static final String DETACH_OTHER = "detach other";

  /** What plans from before V005 and V006 left out; their workbooks say it all the same. */
  static final List<String> COMPLETE_PLANS =
      List.of(
          completePlans("plan_question"),
          completePlans("plan_difficulty_answer"),
          completePlans("plan_signing"),
          completePlans("plan_reopening"),
          "update ledger.plan_version as p set city_code = o.city_code"
              + " from other.ledger.plan_version as o where p.city_code = ''"
              + " and p.locality_code = o.locality_code and p.plan_version = o.plan_version",
          "update ledger.plan_measure as p set numerator_label = o.numerator_label,"
              + " denominator_label = o.denominator_label"
              + " from other.ledger.plan_measure as o"
              + " where p.numerator_label = '' and p.denominator_label = ''"
              + " and p.locality_code = o.locality_code and p.plan_version = o.plan_version"
              + " and p.measure_code = o.measure_code");

  /** The rows of plans of which the table holds none. */
  private static String completePlans(String table) {
    return "insert into ledger."
        + table
        + " by name select o.* from other.ledger."
        + table
        + " as o semi join ledger.plan_version using (locality_code, plan_version) anti join ledger."
        + table
        + " using (locality_code, plan_version)";
  }

  static String takeOver(String table) {
    return "insert into ledger."
        + table
        + " by name select * from other.ledger."
        + table
        + " where receipt_id in (select unnest(?))";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  // ---- reading a release

  static final String RELEASE_AS_OF = "select as_of from mart.meta_release";

  static final String RELEASE_FRESHNESS = "select freshness_line from mart.meta_release";

  /** When a version's last report is due: {@code %s} in the queries of a release's plans. */
  static final String RELEASE_LAST_DUE = "last_due_on";

  /** The same of a release by a program that did not say. */
  static final String RELEASE_YEAR_END = "make_date(year, 12, 31)";

  private static final String RELEASE_PLAN =
      "select locality_code, plan_version, sha256, accepted_at, year, %s from mart.dim_plan"
          + " where locality_code = ? and ";

  static final String RELEASE_PLAN_IN_FORCE = RELEASE_PLAN + "is_in_force";

  /** Of each year the version taken on last, the one in force first. */
  static final String RELEASE_PLANS_OF_YEARS =
      RELEASE_PLAN + "is_last_of_year order by is_in_force desc, year desc";

  static final String RELEASE_PLAN_VERSION = RELEASE_PLAN + "plan_version = ?";

  /** In the form's own terms again: what is derived was typed nowhere. */
  static final String RELEASE_SAID =
      """
      select v.measure_code, v.period_code, v.version_no, v.reported_value, v.numerator,
        v.denominator, v.is_done, v.done_on, v.criteria_percent
      from mart.fct_measure_value v
      join mart.dim_measure m using (locality_code, measure_code)
      where v.locality_code = ? and v.unit_code = ? and m.input <> 'derived'
      union all
      select c.measure_code, c.period_code, c.old_version_no, c.old_reported_value,
        c.old_numerator, c.old_denominator, c.old_is_done, c.old_done_on, c.old_criteria_percent
      from mart.fct_correction c
      join mart.dim_measure m using (locality_code, measure_code)
      where c.locality_code = ? and c.unit_code = ? and m.input <> 'derived'
      order by 2, 1, 3 desc
      """;

  static final String RELEASE_TASKS_SAID =
      """
      select task_code, period_code, state, percent
      from mart.fct_task_status
      where locality_code = ? and unit_code = ?
      order by period_code, task_code
      """;

  static final String RELEASE_RAISED =
      """
      select period_code, difficulty_no
      from mart.fct_difficulty
      where locality_code = ? and unit_code = ?
      order by period_code, difficulty_no
      """;

  static final String RELEASE_ATTEMPTS =
      """
      select period_code, version_no, source_sha256, outcome, arrived_on
      from mart.fct_submission
      where locality_code = ? and unit_code = ? and period_code is not null and is_for_obligation
      order by period_code, version_no, receipt_id
      """;

  static final String RELEASE_DIFFICULTIES =
      """
      select difficulty_no, source_sheet, source_cell, what, since_on, proposed_to, proposal
      from mart.fct_difficulty
      where locality_code = ? and unit_code = ? and period_code = ?
      order by difficulty_no
      """;

  static final String RELEASE_HAS =
      "select 1 from duckdb_columns() where schema_name = 'mart' and table_name = ?"
          + " and column_name = ?";

  static final String RELEASE_SIGNERS =
      """
      select signer
      from mart.fct_submission
      where locality_code = ? and unit_code = ? and signer is not null
      order by period_code, version_no, receipt_id
      """;

  static final String RELEASE_OPEN_QUESTIONS =
      """
      select locality_code || '/' || unit_code, year, question_code, about_label, figure_label,
        question, asked_by, asked_on, answer_due_on, asked_count
      from mart.fct_question
      where is_in_forms
      order by 1, asked_on, question_code
      """;

  static final String RELEASE_DIFFICULTY_ANSWERS =
      """
      select d.locality_code || '/' || d.unit_code, d.period_code, d.difficulty_no, d.what, c.answer,
        c.answered_by, c.answered_on, c.state = 'closed'
      from mart.fct_difficulty d
      join mart.fct_difficulty_case c using (locality_code, unit_code, case_code)
      where c.answer is not null and d.period_code = c.last_raised_period_code
      order by 1, 2, 3
      """;

  static final String RELEASE_COMPLIANCE =
      """
      select c.unit_code, c.unit_name, c.unit_short_name, c.period_code, c.period_label, c.ends_on,
        c.due_on, c.is_latest_period, c.state, c.state_label, c.first_accepted_on,
        coalesce(c.days_late, 0), c.values_held
      from mart.rpt_compliance c
      join mart.dim_unit u using (locality_code, unit_code)
      where c.locality_code = ?
      order by c.period_no, u.sort_order
      """;

  static final String RELEASE_WARNINGS =
      """
      select test_name, title, meaning, offender_count
      from mart.meta_check
      where severity = 'warn' and offender_count > 0
      order by offender_count desc, test_name
      """;

  /** The newest word on each measure: a month that nobody had to report yet says nothing new. */
  static final String RELEASE_STANDINGS =
      """
      select locality_code, locality_name, measure_code, short_name, status_label
      from mart.rpt_scorecard
      where status_code <> 'not_due'
      qualify row_number() over (
        partition by locality_code, measure_code order by period_no desc) = 1
      order by status_order, measure_code
      """;

  static final String RELEASE_BURDEN =
      """
      select max(b.period_label), count(*), sum(b.cell_count), sum(b.known_cells),
        sum(b.unused_cells)
      from mart.rpt_burden b
      join mart.rpt_compliance c using (locality_code, unit_code, period_code)
      where c.is_latest_period
      having count(*) > 0
      """;

  static final String RELEASE_LATEST_PERIOD =
      "select coalesce(latest_period_label, '') from mart.meta_release";

  static final String PUBLIC_PLACES =
      """
      with counted as (
        select
          locality_code,
          count(*) filter (where status_group = 'risk') as risk,
          count(*) filter (where status_group = 'watch') as watch,
          count(*) filter (where status_group = 'silent') as silent,
          count(*) filter (where status_group = 'good') as good,
          count(*) filter (where status_group = 'other') as other
        from mart_public.rpt_scorecard
        where is_latest_period
        group by locality_code
      )
      select h.locality_code, h.locality_name, h.period_label, h.freshness_line,
        h.illustrative_line, coalesce(c.risk, 0), coalesce(c.watch, 0), coalesce(c.silent, 0),
        coalesce(c.good, 0), coalesce(c.other, 0)
      from mart_public.rpt_heading h
      left join counted c using (locality_code)
      where h.is_latest
      order by 6 desc, 7 desc, 8 desc, h.locality_name, h.locality_code
      """;

  static final String PUBLIC_MEASURES =
      """
      select measure_code, measure_label, coalesce(lead_unit_short_name, ''), target_label,
        result_label, completion_rate, status_label, status_colour, status_group,
        status_since_label, status_reason
      from mart_public.rpt_scorecard
      where is_latest_period and locality_code = ?
      order by status_order, completion_rate nulls last, measure_code
      """;

  static final String RESTRICTED_COUNT =
      "select count(distinct measure_code) from mart.dim_measure where is_restricted";

  static final String RELEASE_ID = "select release_id from mart.meta_release";
  // ---- the office's report: what a release says of one period

  static final String REPORT_EDITION =
      """
      select r.release_id, r.run_id, r.as_of, r.known_at, l.locality_code, l.locality_name,
        l.city_name,
        l.is_illustrative or coalesce((
          select bool_or(v.is_illustrative) from mart.fct_measure_value v
          where v.locality_code = l.locality_code), false)
      from mart.meta_release r
      cross join mart.dim_locality l
      where l.locality_code = ?
      """;

  static final String REPORT_PERIODS =
      """
      select p.period_code, p.period_kind, p.period_label, p.starts_on, p.ends_on, p.due_on,
        p.is_collected
      from mart.dim_period p
      -- the calendar in which quarters and years are cut is the one most measures use
      join (
        select locality_code, mode(calendar_code) as calendar_code
        from mart.dim_measure group by locality_code) m
        on p.locality_code = m.locality_code
      where p.locality_code = ? and p.calendar_code = m.calendar_code
      order by p.period_no
      """;

  /**
   * What a unit has answered is what it has to say; {@code %s} in what measures are explained by.
   */
  static final String REPORT_ANSWERED =
      """
      union all
      select n.measure_code, n.answer, p.ends_on, p.period_label
      from mart.fct_question n
      join mart.dim_period p
        on n.locality_code = p.locality_code and n.last_asked_period_code = p.period_code
      join wanted q on n.locality_code = q.locality_code and n.year = q.year
      where p.ends_on <= q.ends_on and n.question_source = 'rule' and n.answer <> ''
      """;

  /** A measure of another calendar stands in its own period of the same name. */
  static final String REPORT_MEASURES =
      """
      with wanted as (
        select * from mart.dim_period where locality_code = ? and period_code = ?),
      explained as (
        select measure_code, arg_max(words, ends_on) as words,
          arg_max(period_label, ends_on) as period_label
        from (
          select f.measure_code, f.explanation as words, f.ends_on, f.period_label
          from mart.fct_progress f
          join wanted q on f.locality_code = q.locality_code and f.year = q.year
          where f.period_kind in ('month', 'final') and f.ends_on <= q.ends_on
            and f.explanation <> ''
          %s)
        group by measure_code)
      select m.measure_code, m.measure_name, m.indicator_no, m.unit_of_measure, m.is_restricted,
        coalesce(p.kind, m.kind), p.period_code, coalesce(u.unit_name, ''),
        coalesce(u.unit_short_name, ''), coalesce(p.figure_state, 'not_due'), coalesce(p.months_reported, 0),
        coalesce(p.months_expected, 0), p.value, p.cumulative_value, p.cumulative_numerator,
        p.cumulative_denominator, coalesce(p.is_done, false), p.done_on, p.criteria_percent,
        coalesce(p.target_kind, m.target_kind, ''), coalesce(p.comparator, ''), p.target,
        p.target_high, coalesce(p.target_label, ''),
        coalesce(p.result_label, ''), coalesce(p.pace_source, 'none'), p.completion_rate,
        p.expected_rate, p.required_per_month, p.forecast_value, p.same_period_last_year,
        p.change_rate, coalesce(p.status_code, 'not_due'), coalesce(w.status_word, ''),
        coalesce(p.status_reason, ''), coalesce(p.status_since_label, ''),
        coalesce(e.words, ''), coalesce(e.period_label, ''), d.due_on, p.source_file, p.source_sheet, p.source_cells
      from mart.dim_measure m
      join wanted q on m.locality_code = q.locality_code
      left join mart.fct_progress p
        on m.locality_code = p.locality_code and m.measure_code = p.measure_code
          and p.period_no = q.period_no and p.year = q.year
      left join explained e on m.measure_code = e.measure_code
      left join mart.dim_period d
        on p.locality_code = d.locality_code and p.period_code = d.period_code
      left join mart.dim_unit u
        on m.locality_code = u.locality_code
          and coalesce(p.lead_unit_code, m.lead_unit_code) = u.unit_code
      left join (
        select s.locality_code, s.status_code, min(s.status_word) as status_word
        from mart.rpt_scorecard s
        where s.locality_code = (select locality_code from wanted)
        group by s.locality_code, s.status_code) w
        on m.locality_code = w.locality_code and p.status_code = w.status_code
      where p.period_code is not null
        or (m.is_in_force and q.year >= (
          select max(i.year) from mart.dim_plan i
          where i.locality_code = q.locality_code and i.is_in_force))
      order by m.sort_order, m.measure_code
      """;

  static final String REPORT_TASKS =
      """
      with wanted as (
        select * from mart.dim_period where locality_code = ? and period_code = ?),
      last as (
        select t.* from mart.fct_task_month t
        join wanted q on t.locality_code = q.locality_code and t.year = q.year
        where t.ends_on <= q.ends_on
        qualify row_number() over (
          partition by t.task_code order by t.ends_on desc, t.period_no desc) = 1),
      done as (
        select t.task_code, min(t.ends_on) >= any_value(q.starts_on) as is_now
        from mart.fct_task_month t
        join wanted q on t.locality_code = q.locality_code and t.year = q.year
        where t.ends_on <= q.ends_on and t.state = 'done'
        group by t.task_code)
      select r.task_code, r.task_name, r.task_order, coalesce(u.unit_name, ''),
        coalesce(m.state, ''), coalesce(d.is_now, false), m.percent,
        coalesce(s.result, ''), m.due_on, m.is_overdue, m.days_overdue, m.is_silent,
        s.source_file, s.source_sheet, s.source_cell
      from last m
      join mart.rpt_task r
        on m.locality_code = r.locality_code and m.year = r.year and m.task_code = r.task_code
      left join mart.dim_unit u
        on m.locality_code = u.locality_code
          and coalesce(m.lead_unit_code, r.lead_unit_code) = u.unit_code
      left join mart.fct_task_status s
        on m.locality_code = s.locality_code and m.task_code = s.task_code
          and m.said_in_period_code = s.period_code
      left join done d on m.task_code = d.task_code
      -- of several units' words on a task those of the one that leads it
      qualify row_number() over (
        partition by r.task_code
        order by
          s.unit_code is not distinct from coalesce(m.lead_unit_code, r.lead_unit_code) desc,
          s.unit_code) = 1
      order by r.task_order, r.task_code
      """;

  static final String REPORT_DUE_CHANGES =
      """
      select c.task_code, r.task_name, r.task_order, coalesce(u.unit_name, ''), c.from_due_on,
        c.to_due_on, c.source, coalesce(c.reason, ''), c.source_file, c.source_sheet, c.source_cell
      from mart.fct_task_due_change c
      join mart.dim_period q
        on c.locality_code = q.locality_code and c.year = q.year
          and c.changed_on between q.starts_on and q.ends_on
      join mart.rpt_task r
        on c.locality_code = r.locality_code and c.year = r.year and c.task_code = r.task_code
      left join mart.dim_unit u
        on c.locality_code = u.locality_code and r.lead_unit_code = u.unit_code
      where q.locality_code = ? and q.period_code = ?
      order by r.task_order, c.task_code, c.change_no
      """;

  static final String REPORT_CASES =
      """
      select d.case_code, coalesce(u.unit_name, d.unit_code), coalesce(d.proposed_to, ''),
        coalesce(d.what, ''), coalesce(d.proposal, ''), d.since_on, d.raised_no,
        coalesce(c.answer, ''), c.answered_on, d.source_file, d.source_sheet, d.source_cell
      from mart.fct_difficulty d
      join mart.dim_period p on d.locality_code = p.locality_code and d.period_code = p.period_code
      join mart.dim_period q
        on d.locality_code = q.locality_code and p.ends_on between q.starts_on and q.ends_on
      left join mart.fct_difficulty_case c
        on d.locality_code = c.locality_code and d.case_code = c.case_code
      left join mart.dim_unit u on d.locality_code = u.locality_code and d.unit_code = u.unit_code
      where q.locality_code = ? and q.period_code = ?
      qualify row_number() over (
        partition by d.unit_code, d.case_code
        order by p.ends_on desc, d.period_code desc, d.difficulty_no) = 1
      order by d.raised_no desc, u.sort_order, d.case_code
      """;

  static final String REPORT_SENT =
      """
      select c.unit_name, c.unit_code, c.period_code, c.period_label, c.due_on, c.state,
        c.first_accepted_on, coalesce(c.days_late, 0), c.values_held
      from mart.rpt_compliance c
      join mart.dim_unit u using (locality_code, unit_code)
      join mart.dim_period q
        on c.locality_code = q.locality_code and c.ends_on between q.starts_on and q.ends_on
      where q.locality_code = ? and q.period_code = ?
        and (q.period_kind <> 'final' or c.period_code = q.period_code)
      order by c.period_no, u.sort_order, c.unit_code
      """;

  /** Who had signed a corrected figure, and when: {@code %s} in the queries of corrections. */
  static final String REPORT_SIGNED =
      "case when c.is_after_signing then coalesce(c.signed_by, '') else '' end, c.signed_on";

  /** The same of a release by a program that knew of no signing. */
  static final String REPORT_UNSIGNED = "'', null::date";

  private static final String REPORT_CORRECTION =
      """
      select c.measure_code, c.measure_name, m.kind,
        exists (
          -- of a flow that units report by what is left, the last number counts, not a sum
          select 1 from mart.fct_measure_value v
          where v.locality_code = c.locality_code and v.measure_code = c.measure_code
            and v.kind = 'flow' and v.cumulative_basis = 'last'),
        m.unit_of_measure, c.is_restricted,
        coalesce(u.unit_name, c.unit_code), c.period_code, p.period_label, c.old_value,
        c.new_value, c.corrected_on, c.new_known_from, %s,
        c.new_source_file, c.new_source_sheet, c.new_source_cell
      from mart.fct_correction c
      join mart.dim_measure m using (locality_code, measure_code)
      join mart.dim_period p on c.locality_code = p.locality_code and c.period_code = p.period_code
      left join mart.dim_unit u on c.locality_code = u.locality_code and c.unit_code = u.unit_code
      """;

  /**
   * What comes after the deadline of the period before, up to its own, belongs to a period: the
   * windows of neighbours neither overlap nor leave a day out.
   */
  private static final String REPORT_WINDOW =
      """
      with windows as (
        select *,
          coalesce(
            lag(due_on) over (
              partition by locality_code, calendar_code, period_kind order by ends_on),
            starts_on - 1) as after_on
        from mart.dim_period)
      """;

  /** Of earlier periods, come within the time in which this period's reports came. */
  static final String REPORT_CORRECTIONS =
      REPORT_WINDOW
          + REPORT_CORRECTION
          + """
            join windows q on c.locality_code = q.locality_code
            where q.locality_code = ? and q.period_code = ?
              and c.what_changed = 'figure' and c.is_after_release
              and p.ends_on < q.starts_on
              and c.corrected_on > q.after_on and c.corrected_on <= q.due_on
            order by c.corrected_on, m.sort_order, c.period_code
            """;

  /** Every figure that was replaced after a moment, whatever its period. */
  static final String REPORT_CORRECTED_SINCE =
      REPORT_CORRECTION
          + """
            where c.locality_code = ? and c.what_changed = 'figure' and c.new_known_from > ?
            order by c.new_known_from, m.sort_order, c.period_code
            """;

  static final String REPORT_QUESTIONS =
      REPORT_WINDOW
          + """
            select n.question_code, coalesce(u.unit_name, n.unit_code), m.measure_name,
              n.is_restricted, p.period_label, coalesce(n.question, ''), n.state = 'open',
              n.asked_count, n.asked_on, n.answer_due_on, n.is_overdue, coalesce(n.answer, ''),
              n.answered_on, n.source_file, n.source_sheet, n.source_cell
            from mart.fct_question n
            join mart.dim_measure m using (locality_code, measure_code)
            join mart.dim_period p
              on n.locality_code = p.locality_code and n.period_code = p.period_code
            join windows q on n.locality_code = q.locality_code and p.ends_on <= q.ends_on
            left join mart.dim_unit u
              on n.locality_code = u.locality_code and n.unit_code = u.unit_code
            where q.locality_code = ? and q.period_code = ?
              and (n.state = 'open'
                or n.state = 'answered'
                  and n.answered_on > q.after_on and n.answered_on <= q.due_on)
            order by n.state_order, n.asked_count desc, n.asked_on, n.question_code
            """;

  /**
   * {@code %s}: how many figures came after the signature, 0 where a release did not count them.
   */
  static final String REPORT_SIGNINGS =
      """
      select s.unit_code, coalesce(u.unit_name, ''), s.signing_kind, coalesce(s.signed_by, ''),
        coalesce(s.title, ''), s.signed_on, s.correction_count, %s
      from mart.fct_signing s
      left join mart.dim_unit u on s.locality_code = u.locality_code and s.unit_code = u.unit_code
      where s.locality_code = ? and s.period_code = ?
      order by s.signed_on, s.signing_kind, u.sort_order nulls first
      """;

  private Sql() {}

  static final String LAST_AS_OF = "select max(as_of) from ledger.run_received";

  static final String INSERT_RECEIVED =
      "insert into ledger.run_received select ?, ?, ? where not exists"
          + " (select 1 from ledger.run_received where run_id = ?)";
}
