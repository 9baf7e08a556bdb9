-- A day as it is written in Vietnam: 17/11/2026.
create or replace temp macro vi_date(d) as strftime(d, '%d/%m/%Y')
