-- offenders: measures behind their pace without a word of explanation
-- severity: warn
-- title: chậm mà chưa giải trình
-- means: Chỉ tiêu chưa bảo đảm tiến độ ở kỳ mới nhất mà đơn vị chủ trì không ghi giải trình trong biểu.
select
    f.locality_code,
    f.authority_unit_code as unit_code,
    f.measure_code,
    f.period_code,
    f.status_reason as sentence,
    f.source_file,
    f.source_sheet,
    f.source_cell,
    f.is_restricted
from fct_progress as f
where
    f.is_latest_period
    and f.is_shown
    and f.status_code in ('watch', 'at_risk', 'failed')
    and coalesce(f.explanation, '') = ''
