-- A night that has received and let go, whether or not it could publish: what "missed nights" are counted from.
create table if not exists ledger.run_received (
    run_id varchar primary key,
    as_of date not null,
    recorded_at timestamp not null
);
