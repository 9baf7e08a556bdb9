-- The further cells a finding is about, as 'Số liệu!G10': the other side of a rate, the parts of a total. Null before this version.
alter table ledger.finding add column if not exists also varchar[];
