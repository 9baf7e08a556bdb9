-- offenders: answers of the office to a difficulty that nobody has told
-- severity: warn
-- title: trả lời kiến nghị không khớp vướng mắc nào
-- means: Trang Trả lời kiến nghị có dòng không trỏ đến vướng mắc nào đã nhận; văn phòng xem lại mã vụ
--   việc, hoặc đơn vị, kỳ và số thứ tự dòng.
select
    a.locality_code,
    nullif(a.unit_code, '') as unit_code,
    cast(null as varchar) as measure_code,
    nullif(a.period_code, '') as period_code,
    'Trả lời ở ' || a.sheet || ' ' || a.cell || ' không khớp vướng mắc nào: '
    || case
        when a.case_code <> '' then a.case_code
        else a.unit_code || ', kỳ ' || a.period_code || ', dòng ' || a.difficulty_no
    end
    || '.' as sentence,
    cast(null as varchar) as source_file,
    a.sheet as source_sheet,
    a.cell as source_cell,
    false as is_restricted
from ledger.plan_difficulty_answer as a
inner join stg_adopted as v
    on a.locality_code = v.locality_code and a.plan_version = v.plan_version
left join stg_difficulty as c
    on a.locality_code = c.locality_code and a.case_code = c.case_code
left join stg_difficulty as d
    on
        a.locality_code = d.locality_code
        and a.case_code = ''
        and a.unit_code = d.unit_code
        and a.period_code = d.period_code
        and a.difficulty_no = d.difficulty_no
where v.is_latest_of_year and c.case_code is null and d.case_code is null
