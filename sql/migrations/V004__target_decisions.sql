-- A decision may also take a target back, and may say how much is to be reached by the end of each
-- quarter; the fourth quarter's figure is the target itself.
alter table ledger.plan_target add column if not exists is_withdrawn boolean default false;
alter table ledger.plan_target add column if not exists quarter_1 decimal(24, 6);
alter table ledger.plan_target add column if not exists quarter_2 decimal(24, 6);
alter table ledger.plan_target add column if not exists quarter_3 decimal(24, 6);
