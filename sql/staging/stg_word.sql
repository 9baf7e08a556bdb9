-- grain: one row per kind of word, code
-- What codes are called on pages. A word never stands for two things, so late, missing, refused and
-- not due have four words and four shapes. {…} is filled in by the mart that shows it.
select *
from (
    values
    ('compliance', 'missing', '○ chưa nộp', 1),
    ('compliance', 'refused', '✖ bị trả lại', 2),
    ('compliance', 'late', '▲ nộp chậm', 3),
    ('compliance', 'on_time', '● đúng hạn', 4),
    ('compliance', 'not_due', '– chưa đến hạn', 5),
    ('outcome', 'accepted', 'đã nhận đủ', 1),
    ('outcome', 'accepted_with_held_rows', 'đã nhận, còn dòng phải sửa', 2),
    ('outcome', 'refused', 'chưa ghi nhận', 3),
    ('outcome', 'duplicate', 'đã nhận từ trước', 4),
    ('outcome', 'unreadable', 'không mở được', 5),
    ('task', 'not_started', 'chưa bắt đầu', 1),
    ('task', 'in_progress', 'đang thực hiện', 2),
    ('task', 'done', 'đã hoàn thành', 3),
    ('task_status', 'overdue', '■ quá hạn', 1),
    ('task_status', 'silent', '○ chưa báo cáo', 2),
    ('task_status', 'not_started', '◇ chưa bắt đầu', 3),
    ('task_status', 'in_progress', '● đang thực hiện', 4),
    ('task_status', 'not_asked', '– chưa đến kỳ báo cáo', 5),
    ('task_status', 'done', '★ đã hoàn thành', 6),
    ('difficulty', 'open', '■ đang vướng', 1),
    ('difficulty', 'answered', '◇ đã trả lời', 2),
    ('difficulty', 'no_longer_mentioned', '… không còn nêu', 3),
    ('difficulty', 'closed', '★ đã kết thúc', 4),
    ('ask', 'open', '○ chưa trả lời', 1),
    ('ask', 'explained', '● đã giải trình', 2),
    ('ask', 'mended', '★ đã sửa', 3),
    ('result', 'done', 'đã hoàn thành', 1),
    ('result', 'criteria', '{percent} % tiêu chí', 2),
    ('result', 'not_done', 'chưa hoàn thành', 3),
    ('result', 'no_figure', 'chưa đủ số', 4),
    ('result', 'not_reported', 'chưa báo cáo', 5),
    ('result', 'not_known_yet', 'chưa có số liệu', 6),
    ('result', 'pending', 'chờ giao', 7),
    ('result', 'not_due', 'chưa đến hạn', 8),
    ('result', 'not_owed', 'không phải gửi', 9),
    ('result', 'refused', 'biểu bị trả lại', 10),
    ('result', 'held', 'còn phải sửa', 11),
    ('result', 'blank', 'để trống', 12),
    ('result', 'withdrawn', 'đã thu hồi', 13),
    ('pace', 'quarter_schedule', 'tiến độ từng quý được giao', 1),
    ('pace', 'last_year_shape', 'nhịp các tháng năm trước', 2),
    ('pace', 'even_months', 'chia đều các tháng', 3),
    ('pace', 'level', 'giữ mức', 4),
    ('pace', 'year_end', 'cuối năm', 5),
    ('pace', 'by_date', 'theo ngày', 6),
    ('pace', 'none', 'chưa có mức giao', 7),
    ('forecast', 'last_year_shape', 'theo nhịp các tháng năm trước', 1),
    ('forecast', 'run_rate', 'theo bình quân các tháng đã qua', 2),
    ('forecast', 'trend', 'theo mức tăng bình quân tháng', 3),
    ('forecast', 'as_it_stands', 'giữ như hiện nay', 4),
    ('reconciliation', 'conflict', '≠ hai nguồn lệch nhau', 1),
    ('reconciliation', 'both_silent', '○ cả hai nguồn chưa có số', 2),
    ('reconciliation', 'lead_only', '◐ chỉ có nguồn chính thức', 3),
    ('reconciliation', 'second_only', '◑ chỉ có nguồn thứ hai', 4),
    ('reconciliation', 'agree', '＝ hai nguồn khớp', 5),
    (
        'reconciliation_said',
        'conflict',
        '{lead} báo cáo {lead_value}, {second} báo cáo {second_value}: lệch {difference},'
        || ' quá mức cho phép {tolerance}%.',
        1
    ),
    (
        'reconciliation_said',
        'both_silent',
        'Đã qua hạn gửi {due} mà cả {lead} và {second} đều chưa có số được ghi nhận.',
        2
    ),
    (
        'reconciliation_said',
        'lead_only',
        '{lead} báo cáo {lead_value}; {second} chưa có số, hạn gửi là ngày {due}.',
        3
    ),
    (
        'reconciliation_said',
        'lead_only_so_far',
        '{lead} báo cáo {lead_value}; {second} còn hạn gửi đến ngày {due}.',
        4
    ),
    (
        'reconciliation_said',
        'second_only',
        '{second} báo cáo {second_value}; {lead} chưa có số, hạn gửi là ngày {due}.',
        5
    ),
    (
        'reconciliation_said',
        'second_only_so_far',
        '{second} báo cáo {second_value}; {lead} còn hạn gửi đến ngày {due}.',
        6
    ),
    (
        'reconciliation_said',
        'agree',
        '{lead} báo cáo {lead_value}, {second} báo cáo {second_value}: trong mức cho phép'
        || ' {tolerance}%.',
        7
    ),
    ('comparator', '≥', 'ít nhất', 1),
    ('comparator', '>', 'trên', 2),
    ('comparator', '≤', 'nhiều nhất', 3),
    ('comparator', '<', 'dưới', 4)
) as w (word_kind, code, label, sort_order)
