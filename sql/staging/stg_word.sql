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
    ('result', 'done', 'đã hoàn thành', 1),
    ('result', 'criteria', '{percent} % tiêu chí', 2),
    ('result', 'not_done', 'chưa hoàn thành', 3),
    ('result', 'no_figure', 'chưa đủ số', 4),
    ('result', 'not_reported', 'chưa báo cáo', 5),
    ('result', 'not_known_yet', 'chưa có số liệu', 6),
    ('result', 'pending', 'chờ giao', 7),
    ('result', 'not_due', 'chưa đến hạn', 8),
    ('comparator', '≥', 'ít nhất', 1),
    ('comparator', '>', 'trên', 2),
    ('comparator', '≤', 'nhiều nhất', 3),
    ('comparator', '<', 'dưới', 4)
) as w (word_kind, code, label, sort_order)
