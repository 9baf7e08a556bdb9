-- What a locality is part of, what a rate's two numbers are called, and which place went over into
-- which: a city adds up, a denominator has a name, and last year's figures follow the boundaries.
-- A plan from before this version gives none of it.
alter table ledger.plan_version add column if not exists city_code varchar default '';
alter table ledger.plan_measure add column if not exists numerator_label varchar default '';
alter table ledger.plan_measure add column if not exists denominator_label varchar default '';

create table if not exists ledger.plan_succession (
    locality_code varchar not null,
    plan_version varchar not null,
    place_kind varchar not null check (place_kind in ('area', 'locality')),
    old_code varchar not null,
    new_code varchar not null,
    valid_from date not null,
    share decimal(24, 6) not null check (share > 0 and share <= 1),
    note varchar not null,
    run_id varchar not null,
    recorded_at timestamp not null,
    primary key (locality_code, plan_version, place_kind, old_code, new_code, valid_from)
);
