-- The ledger: the only truth. Every table is insert-only; no row is ever changed or removed, so a
-- state of the past is the rows with recorded_at not after it. Keys carry meaning, no sequences:
-- the same work done twice inserts nothing. Only inline constraints, never CREATE INDEX (DuckDB 1.4
-- and 1.5 may lose one after a crash), no foreign keys (they would forbid loading a chunk in bulk;
-- sql/tests proves the references), no TIMESTAMPTZ: every *_at is local wall time.
-- Each statement may be run again (if not exists): Flyway's DuckDB module does not wrap a migration
-- in a transaction, so a power cut may leave half of it, which the next start completes.

create schema if not exists ledger;

-- grain: one row per run that may have written something
create table if not exists ledger.run (
    run_id varchar not null primary key,
    as_of date not null,
    started_at timestamp not null,
    recorded_at timestamp not null
);

-- ---- the plan, as accepted

-- grain: one row per locality, plan version
create table if not exists ledger.plan_version (
    locality_code varchar not null,
    plan_version varchar not null,
    sha256 varchar not null,
    year integer not null,
    locality_name varchar not null,
    locality_kind varchar not null,
    official_code varchar not null,
    city_name varchar not null,
    is_illustrative boolean not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version)
);

-- grain: one row per locality, coming into force of a version
-- An office may put an older workbook back: the same version then comes into force a second time.
create table if not exists ledger.plan_adoption (
    locality_code varchar not null,
    adoption_no integer not null,
    plan_version varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, adoption_no)
);

create table if not exists ledger.plan_unit (
    locality_code varchar not null,
    plan_version varchar not null,
    unit_code varchar not null,
    unit_name varchar not null,
    unit_short_name varchar not null,
    is_reporting boolean not null,
    sort_order integer not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, unit_code)
);

create table if not exists ledger.plan_measure (
    locality_code varchar not null,
    plan_version varchar not null,
    measure_code varchar not null,
    indicator_no integer not null,
    measure_name varchar not null,
    short_name varchar not null,
    unit_of_measure varchar not null,
    kind varchar not null check (kind in ('flow', 'stock', 'rate', 'milestone', 'yearly')),
    numerator_kind varchar check (numerator_kind in ('flow', 'stock', 'fixed')),
    denominator_kind varchar check (denominator_kind in ('flow', 'stock', 'fixed')),
    pace varchar not null check (pace in ('linear', 'level', 'year_end', 'by_date')),
    calendar_code varchar not null,
    is_restricted boolean not null,
    may_be_negative boolean not null,
    may_exceed boolean not null,
    scale integer not null,
    by_area varchar not null check (by_area in ('none', 'number', 'yes_no')),
    frequency varchar not null check (frequency in ('monthly', 'when_known')),
    input varchar not null check (input in ('own', 'stock', 'derived')),
    wording varchar not null,
    note varchar not null,
    sort_order integer not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, measure_code)
);

create table if not exists ledger.plan_target (
    locality_code varchar not null,
    plan_version varchar not null,
    measure_code varchar not null,
    valid_from date not null,
    target_kind varchar not null
    check (target_kind in ('numeric', 'range', 'maintained', 'milestone', 'pending')),
    comparator varchar not null,
    comparator_is_ours boolean not null,
    target decimal(24, 6),
    target_high decimal(24, 6),
    assessed_on date not null,
    decision_number varchar not null,
    decision_on date,
    decision_issuer varchar not null,
    note varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, measure_code, valid_from)
);

create table if not exists ledger.plan_assignment (
    locality_code varchar not null,
    plan_version varchar not null,
    measure_code varchar not null,
    unit_code varchar not null,
    role varchar not null check (role in ('lead', 'co_lead', 'second_source', 'coordinates')),
    is_authority boolean not null,
    is_ours boolean not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, measure_code, unit_code)
);

create table if not exists ledger.plan_period (
    locality_code varchar not null,
    plan_version varchar not null,
    period_code varchar not null,
    period_kind varchar not null
    check (period_kind in ('month', 'quarter', 'half', 'nine_months', 'year', 'final')),
    calendar_code varchar not null,
    period_label varchar not null,
    starts_on date not null,
    ends_on date not null,
    due_on date not null,
    is_collected boolean not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, period_code)
);

create table if not exists ledger.plan_task (
    locality_code varchar not null,
    plan_version varchar not null,
    task_code varchar not null,
    task_name varchar not null,
    plan_point varchar not null,
    unit_code varchar not null,
    due_on date,
    has_percent boolean not null,
    sort_order integer not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, task_code)
);

create table if not exists ledger.plan_area (
    locality_code varchar not null,
    plan_version varchar not null,
    area_code varchar not null,
    area_name varchar not null,
    sort_order integer not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, area_code)
);

create table if not exists ledger.plan_threshold (
    locality_code varchar not null,
    plan_version varchar not null,
    threshold_code varchar not null,
    threshold decimal(24, 6) not null,
    meaning varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, threshold_code)
);

create table if not exists ledger.plan_status (
    locality_code varchar not null,
    plan_version varchar not null,
    status_code varchar not null,
    status_order integer not null,
    status_word varchar not null,
    status_shape varchar not null,
    status_colour varchar not null,
    status_group varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, status_code)
);

-- period_code is empty for a figure of the year's start
create table if not exists ledger.plan_base_figure (
    locality_code varchar not null,
    plan_version varchar not null,
    measure_code varchar not null,
    period_code varchar not null,
    figure decimal(24, 6),
    unit_of_measure varchar not null,
    source varchar not null,
    is_illustrative boolean not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, measure_code, period_code)
);

-- ---- what came

-- grain: one row per received file
create table if not exists ledger.receipt (
    receipt_id varchar not null primary key,
    locality_code varchar not null,
    unit_code varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    size_bytes bigint not null,
    modified_at timestamp not null,
    arrived_on date not null,
    received_at timestamp not null,
    received_run_id varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null
);

-- grain: one row per received file that left the drop folder
create table if not exists ledger.receipt_left (
    receipt_id varchar not null primary key,
    left_at timestamp not null,
    run_id varchar not null,
    recorded_at timestamp not null
);

-- grain: one row per received file, what became of it
-- locality and unit are the folder's; period and plan version are what the form says, null when it
-- says nothing that can be read.
create table if not exists ledger.judgement (
    receipt_id varchar not null primary key,
    submission_id varchar,
    outcome varchar not null check (
        outcome in ('accepted', 'accepted_with_held_rows', 'refused', 'duplicate', 'unreadable')
    ),
    locality_code varchar not null,
    unit_code varchar not null,
    period_code varchar,
    version_no integer not null,
    plan_version varchar,
    is_for_obligation boolean not null,
    is_illustrative boolean not null,
    values_read integer not null check (values_read >= 0),
    values_stored integer not null check (values_stored >= 0),
    values_held integer not null check (values_held >= 0),
    run_id varchar not null,
    recorded_at timestamp not null,
    check ((submission_id is not null) = (outcome in ('accepted', 'accepted_with_held_rows')))
);

-- grain: one row per received file, finding
create table if not exists ledger.finding (
    receipt_id varchar not null,
    finding_no integer not null,
    code varchar not null,
    severity varchar not null check (severity in ('refuse', 'hold', 'ask', 'note')),
    stage varchar not null check (stage in ('trial', 'firm')),
    title varchar not null,
    sheet varchar,
    cell varchar,
    atom varchar,
    label varchar not null,
    found varchar not null,
    expected varchar not null,
    message varchar not null,
    remedy varchar not null,
    example varchar not null,
    suggestion varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (receipt_id, finding_no)
);

-- grain: one row per received file that was answered; files are the names written into ket-qua/
create table if not exists ledger.answer_written (
    receipt_id varchar not null primary key,
    files varchar[] not null,
    run_id varchar not null,
    recorded_at timestamp not null
);

-- ---- what the accepted files say

-- grain: one row per accepted workbook; the key is a hash of locality, unit, content, plan version
create table if not exists ledger.submission (
    submission_id varchar not null primary key,
    receipt_id varchar not null unique,
    locality_code varchar not null,
    unit_code varchar not null,
    period_code varchar not null,
    plan_version varchar not null,
    sha256 varchar not null,
    is_illustrative boolean not null,
    run_id varchar not null,
    recorded_at timestamp not null
);

-- grain: one row per submission, measure that was stored
-- In the form's own terms: a stock of households stays a stock here, a rate is its two numbers.
create table if not exists ledger.reported_value (
    submission_id varchar not null,
    measure_code varchar not null,
    locality_code varchar not null,
    unit_code varchar not null,
    period_code varchar not null,
    reported decimal(24, 6),
    numerator decimal(24, 6),
    denominator decimal(24, 6),
    cumulative_stated decimal(24, 6),
    is_done boolean,
    done_on date,
    criteria_percent decimal(24, 6),
    explanation varchar not null,
    raw_text varchar not null,
    sheet varchar not null,
    cell varchar not null,
    cells varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (submission_id, measure_code)
);

-- grain: one row per submission, measure, area that was stored; part of the measure's atom
create table if not exists ledger.area_value (
    submission_id varchar not null,
    measure_code varchar not null,
    area_code varchar not null,
    locality_code varchar not null,
    unit_code varchar not null,
    period_code varchar not null,
    reported decimal(24, 6),
    numerator decimal(24, 6),
    denominator decimal(24, 6),
    is_yes boolean,
    raw_text varchar not null,
    sheet varchar not null,
    cell varchar not null,
    cells varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (submission_id, measure_code, area_code)
);

-- grain: one row per submission, task that was stored
create table if not exists ledger.task_report (
    submission_id varchar not null,
    task_code varchar not null,
    locality_code varchar not null,
    unit_code varchar not null,
    period_code varchar not null,
    state varchar not null check (state in ('not_started', 'in_progress', 'done')),
    percent decimal(24, 6),
    result varchar not null,
    new_due_on date,
    reason varchar not null,
    sheet varchar not null,
    cell varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (submission_id, task_code)
);

-- grain: one row per submission, row of the list of difficulties that was stored
create table if not exists ledger.difficulty_report (
    submission_id varchar not null,
    difficulty_no integer not null,
    locality_code varchar not null,
    unit_code varchar not null,
    period_code varchar not null,
    what varchar not null,
    since_on date,
    proposed_to varchar not null,
    proposal varchar not null,
    sheet varchar not null,
    cell varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (submission_id, difficulty_no)
);

-- grain: one row per submission, row that was held
-- Nothing here counts. It keeps what the unit had typed, so that a held row is not lost with its
-- file name.
create table if not exists ledger.held_value (
    submission_id varchar not null,
    atom varchar not null,
    locality_code varchar not null,
    unit_code varchar not null,
    period_code varchar not null,
    raw_text varchar not null,
    explanation varchar not null,
    sheet varchar not null,
    cell varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (submission_id, atom)
);

-- ---- what was published

-- grain: one row per release that was put in place
-- Written after the swap: a crash between the two costs one needless release, never a missing one.
-- judgements, adoptions and answers count the rows the release was built from; as nothing is ever
-- removed, equal counts mean the same ledger.
create table if not exists ledger.release (
    release_id varchar not null primary key,
    as_of date not null,
    known_at timestamp not null,
    judgements bigint not null,
    adoptions bigint not null,
    answers bigint not null,
    sql_sha256 varchar not null,
    file_sha256 varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null
);
