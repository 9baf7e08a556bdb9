package vn.chitieu.warehouse;

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

  static final String IS_JUDGED = "select 1 from ledger.judgement where receipt_id = ?";

  // ---- the plan

  static final String FIND_PLAN =
      "select locality_code, plan_version, sha256, recorded_at from ledger.plan_version"
          + " where locality_code = ? and plan_version = ?";

  static final String FIND_PLAN_IN_FORCE =
      """
      select v.locality_code, v.plan_version, v.sha256, v.recorded_at
      from ledger.plan_adoption a
      join ledger.plan_version v using (locality_code, plan_version)
      where a.locality_code = ?
      order by a.adoption_no desc
      limit 1
      """;

  static final String LAST_ADOPTION =
      "select coalesce(max(adoption_no), 0) from ledger.plan_adoption where locality_code = ?";

  // ---- what counts, and what was sent

  /** Supersession by row: the newest version that stored the measure counts. */
  static final String COUNTED =
      """
      select v.measure_code, v.period_code, j.version_no, v.reported, v.numerator, v.denominator,
        v.is_done
      from ledger.judgement j
      join ledger.reported_value v using (submission_id)
      where j.locality_code = ? and j.unit_code = ?
      qualify row_number() over (
        partition by v.period_code, v.measure_code order by j.version_no desc, j.receipt_id desc) = 1
      order by v.period_code, v.measure_code
      """;

  static final String ATTEMPTS =
      """
      select j.period_code, j.version_no, r.sha256, j.outcome, r.arrived_on
      from ledger.judgement j
      join ledger.receipt r using (receipt_id)
      where j.locality_code = ? and j.unit_code = ? and j.period_code is not null
      order by j.period_code, j.version_no, r.receipt_id
      """;

  static final String DIFFICULTIES =
      """
      select d.difficulty_no, d.sheet, d.cell, d.what, d.since_on, d.proposed_to, d.proposal
      from ledger.judgement j
      join ledger.difficulty_report d using (submission_id)
      where j.locality_code = ? and j.unit_code = ? and j.period_code = ?
      qualify row_number() over (
        partition by d.difficulty_no order by j.version_no desc, j.receipt_id desc) = 1
      order by d.difficulty_no
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
          + JUDGED_ORDER;

  static final String JUDGED_BY_RUN = JUDGED_FILES + "j.run_id = ?" + JUDGED_ORDER;

  static final String FINDINGS_OF =
      """
      select receipt_id, code, severity, stage, title, sheet, cell, atom, label, found, expected,
        message, remedy, example, suggestion
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
        v.denominator, v.is_done
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

  static final String INSERT_ANSWER =
      "insert into ledger.answer_written select ?, ?, ?, ? where not exists"
          + " (select 1 from ledger.answer_written where receipt_id = ?)";

  static final String NOT_LEFT =
      "select "
          + RECEIPT_COLUMNS
          + " from ledger.receipt r where not exists"
          + " (select 1 from ledger.receipt_left l where l.receipt_id = r.receipt_id)"
          + " order by r.locality_code, r.unit_code, r.receipt_id";

  static final String INSERT_LEFT =
      "insert into ledger.receipt_left select ?, ?, ?, ? where not exists"
          + " (select 1 from ledger.receipt_left where receipt_id = ?)";

  private Sql() {}
}
