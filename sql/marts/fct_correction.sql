-- grain: one row per locality, measure, unit, period, version that counts instead of an older one
-- Old and new side by side, each with its cell, in the form's own terms (of a fall of households: the
-- number that is left). A later workbook that says the same has a row too, so that together with
-- fct_measure_value nothing that ever counted is lost. A row that was held or left blank replaces
-- nothing.
-- private: signed_by
-- columns:
-- unit_code: who: the unit whose folder the correction came from
-- period_code: kỳ báo cáo whose figure was corrected
-- old_version_no: lần gửi that counted before
-- new_version_no: lần gửi that counts instead
-- what_changed: figure · cumulative_stated (not the figure, only the lũy kế the sheet shows) · areas (only parts by tổ dân phố) · nothing
-- old_value [đơn vị tính]: the old figure in one number: of a rate its percentage, of a cột mốc
--   its percent of criteria
-- new_value [đơn vị tính]: the new figure in one number, as old_value
-- old_reported_value [đơn vị tính]: kỳ này before: a flow of the period, a stock at its end
-- new_reported_value [đơn vị tính]: kỳ này now
-- old_numerator [what its label in the form counts]: tử số before
-- new_numerator [what its label in the form counts]: tử số now
-- old_denominator [what its label in the form counts]: mẫu số before
-- new_denominator [what its label in the form counts]: mẫu số now
-- old_cumulative_stated [đơn vị tính]: lũy kế the sheet showed before
-- new_cumulative_stated [đơn vị tính]: lũy kế the sheet shows now
-- old_is_done: of a cột mốc: done, before
-- new_is_done: of a cột mốc: done, now
-- old_done_on: of a cột mốc: the day it was done, before
-- new_done_on: of a cột mốc: the day it was done, now
-- old_criteria_percent [%]: of a cột mốc: percent of its criteria, before
-- new_criteria_percent [%]: of a cột mốc: percent of its criteria, now
-- corrected_on: ngày nhận of the correction
-- old_known_from: from when the old figure was known
-- new_known_from: until when the old figure was known, and from when the new one was
-- is_after_release: a bản công bố had shown the old figure before it was corrected
-- shown_in_release_id: the last bản công bố that showed the old figure
-- is_after_signing: đính chính sau khi ký: the figure had come and been signed before
-- signed_by: who had signed them; null where nobody had; always null in mart_public
-- signed_on: on which day; null where nobody had
-- old_submission_id: lượt nộp that counted before
-- new_submission_id: lượt nộp that counts instead
-- old_source_file: workbook of the old figure
-- old_source_sha256: its hash
-- old_source_sheet: its sheet
-- old_source_cell: its cell
-- new_source_file: workbook of the new figure
-- new_source_sha256: its hash
-- new_source_sheet: its sheet
-- new_source_cell: its cell
-- is_illustrative: minh họa: either of the two figures is made up for show
with sent_again as (
    -- only what was ever replaced is put in order: most figures are sent once
    select
        v.locality_code,
        v.measure_code,
        v.unit_code,
        v.period_code,
        min(j.arrived_on) as first_sent_on
    from ledger.reported_value as v
    inner join stg_judgement as j on v.submission_id = j.submission_id
    group by v.locality_code, v.measure_code, v.unit_code, v.period_code
    having count(*) > 1
),

areas as (
    select
        a.submission_id,
        a.measure_code,
        list(
            {
                'area': a.area_code,
                'reported': a.reported,
                'numerator': a.numerator,
                'denominator': a.denominator,
                'is_yes': a.is_yes
            }
            order by a.area_code
        ) as parts
    from ledger.area_value as a
    semi join sent_again as s
        on
            a.locality_code = s.locality_code
            and a.measure_code = s.measure_code
            and a.unit_code = s.unit_code
            and a.period_code = s.period_code
    group by a.submission_id, a.measure_code
),

versions as (
    select
        v.*,
        j.version_no,
        j.arrived_on,
        j.recorded_at as known_at,
        j.is_illustrative,
        j.file_name,
        j.sha256,
        a.parts,
        s.first_sent_on,
        row_number() over (
            partition by v.locality_code, v.measure_code, v.unit_code, v.period_code
            order by j.version_no, j.receipt_id
        ) as place
    from ledger.reported_value as v
    inner join stg_judgement as j on v.submission_id = j.submission_id
    inner join sent_again as s
        on
            v.locality_code = s.locality_code
            and v.measure_code = s.measure_code
            and v.unit_code = s.unit_code
            and v.period_code = s.period_code
    left join areas as a
        on v.submission_id = a.submission_id and v.measure_code = a.measure_code
),

pairs as (
    select
        n as new,
        o as old,
        (
            select max_by(r.release_id, {'known_at': r.known_at, 'release_id': r.release_id})
            from ledger.release as r
            where r.known_at >= o.known_at and r.known_at < n.known_at
        ) as shown_in_release_id
    from versions as n
    inner join versions as o
        on
            n.locality_code = o.locality_code
            and n.measure_code = o.measure_code
            and n.unit_code = o.unit_code
            and n.period_code = o.period_code
            and n.place = o.place + 1
)

select
    p.new.locality_code as locality_code,
    p.new.measure_code as measure_code,
    m.measure_name,
    p.new.unit_code as unit_code,
    p.new.period_code as period_code,
    cast(p.old.version_no as integer) as old_version_no,
    cast(p.new.version_no as integer) as new_version_no,
    case
        when
            p.old.reported is distinct from p.new.reported
            or p.old.numerator is distinct from p.new.numerator
            or p.old.denominator is distinct from p.new.denominator
            or p.old.is_done is distinct from p.new.is_done
            or p.old.done_on is distinct from p.new.done_on
            or p.old.criteria_percent is distinct from p.new.criteria_percent
            then 'figure'
        when p.old.cumulative_stated is distinct from p.new.cumulative_stated
            then 'cumulative_stated'
        when p.old.parts is distinct from p.new.parts then 'areas'
        else 'nothing'
    end as what_changed,
    cast(
        coalesce(
            p.old.reported,
            percent_of(p.old.numerator, p.old.denominator),
            p.old.criteria_percent,
            100 * cast(p.old.is_done as integer)
        ) as decimal(24, 6)
    ) as old_value,
    cast(
        coalesce(
            p.new.reported,
            percent_of(p.new.numerator, p.new.denominator),
            p.new.criteria_percent,
            100 * cast(p.new.is_done as integer)
        ) as decimal(24, 6)
    ) as new_value,
    p.old.reported as old_reported_value,
    p.new.reported as new_reported_value,
    p.old.numerator as old_numerator,
    p.new.numerator as new_numerator,
    p.old.denominator as old_denominator,
    p.new.denominator as new_denominator,
    p.old.cumulative_stated as old_cumulative_stated,
    p.new.cumulative_stated as new_cumulative_stated,
    p.old.is_done as old_is_done,
    p.new.is_done as new_is_done,
    p.old.done_on as old_done_on,
    p.new.done_on as new_done_on,
    p.old.criteria_percent as old_criteria_percent,
    p.new.criteria_percent as new_criteria_percent,
    p.new.arrived_on as corrected_on,
    p.old.known_at as old_known_from,
    p.new.known_at as new_known_from,
    p.shown_in_release_id is not null as is_after_release,
    p.shown_in_release_id,
    coalesce(p.new.arrived_on > s.signed_on, false) as is_after_signing,
    s.signed_by || ' (' || s.signed_title || ')' as signed_by,
    s.signed_on,
    p.old.submission_id as old_submission_id,
    p.new.submission_id as new_submission_id,
    p.old.file_name as old_source_file,
    p.old.sha256 as old_source_sha256,
    p.old.sheet as old_source_sheet,
    p.old.cell as old_source_cell,
    p.new.file_name as new_source_file,
    p.new.sha256 as new_source_sha256,
    p.new.sheet as new_source_sheet,
    p.new.cell as new_source_cell,
    m.is_restricted,
    p.old.is_illustrative or p.new.is_illustrative as is_illustrative
from pairs as p
inner join stg_measure as m
    on p.new.locality_code = m.locality_code and p.new.measure_code = m.measure_code
left join stg_signature as s
    on
        p.new.locality_code = s.locality_code
        and p.new.unit_code = s.unit_code
        and p.new.period_code = s.period_code
        -- a figure that came only after the signature was not signed
        and s.signed_on >= p.new.first_sent_on
