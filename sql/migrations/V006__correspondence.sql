-- What the office writes in the plan workbook to the units, and what comes back in their forms:
-- questions about figures, answers to difficulties, acceptance and signature, reopened periods, and
-- who heads a unit. A plan or a form from before this version says none of it.
create table if not exists ledger.plan_question (
    locality_code varchar not null,
    plan_version varchar not null,
    question_code varchar not null,
    unit_code varchar not null,
    measure_code varchar not null,
    period_code varchar not null,
    question varchar not null,
    asked_by varchar not null,
    asked_on date not null,
    answer_due_on date,
    sheet varchar not null,
    cell varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, question_code)
);

create table if not exists ledger.plan_difficulty_answer (
    locality_code varchar not null,
    plan_version varchar not null,
    answer_no integer not null,
    case_code varchar not null,
    unit_code varchar not null,
    period_code varchar not null,
    difficulty_no integer not null,
    answer varchar not null,
    answered_by varchar not null,
    answered_on date not null,
    is_closed boolean not null,
    sheet varchar not null,
    cell varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, answer_no)
);

create table if not exists ledger.plan_signing (
    locality_code varchar not null,
    plan_version varchar not null,
    period_code varchar not null,
    unit_code varchar not null,
    signing_kind varchar not null check (signing_kind in ('accepted', 'signed')),
    signed_by varchar not null,
    title varchar not null,
    signed_on date not null,
    sheet varchar not null,
    cell varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, period_code, unit_code, signing_kind)
);

create table if not exists ledger.plan_reopening (
    locality_code varchar not null,
    plan_version varchar not null,
    reopening_no integer not null,
    unit_code varchar not null,
    period_code varchar not null,
    reopened_by varchar not null,
    reason varchar not null,
    until_on date not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, reopening_no)
);

create table if not exists ledger.question_report (
    submission_id varchar not null,
    question_code varchar not null,
    locality_code varchar not null,
    unit_code varchar not null,
    period_code varchar not null,
    answer varchar not null,
    sheet varchar not null,
    cell varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (submission_id, question_code)
);

create table if not exists ledger.submission_signer (
    submission_id varchar not null primary key,
    locality_code varchar not null,
    unit_code varchar not null,
    period_code varchar not null,
    signer varchar not null,
    sheet varchar not null,
    cell varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null
);
