-- grain: one row per reason
-- The sentence behind each status, one per way to come to it. {…} is filled in by the scorecard.
select *
from (
    values
    ('pending', 'Cấp trên chưa giao chỉ tiêu.'),
    ('not_reported', 'Đơn vị chủ trì chưa báo cáo số liệu kỳ này, hạn gửi là ngày {due}.'),
    ('not_due', 'Kỳ này chưa có số liệu, hạn gửi là ngày {due}.'),
    ('not_known_yet', 'Chỉ tiêu này chỉ có số liệu khi được công bố; đến kỳ này chưa có.'),
    ('maintained_broken', 'Phải giữ bằng {target}, đã phát sinh {value} từ {since}.'),
    ('maintained_kept', 'Đến kỳ này vẫn giữ được mức {target}.'),
    ('linear_on_track', 'Đạt {completion}% kế hoạch, nhịp cần có đến kỳ này là {expected}%.'),
    (
        'linear_behind',
        'Mới đạt {completion}% kế hoạch, nhịp cần có đến kỳ này là {expected}%.'
    ),
    ('reached', 'Đã đạt {value}, mức giao là {target}.'),
    ('missed', 'Đến ngày đánh giá {assessed} mới đạt {value}, mức giao là {target}.'),
    ('level_met', 'Đang ở mức {value}, mức giao là {target}.'),
    ('level_near', 'Đang ở mức {value}, sát mức giao là {target}.'),
    ('level_short', 'Đang ở mức {value}; mức giao là {target}, chưa đạt.'),
    ('level_outside', 'Đang ở mức {value}; mức giao là {target}, đang vượt ra ngoài.'),
    ('year_end_progress', 'Đánh giá cuối năm; đến kỳ này được {value}, mức giao là {target}.'),
    ('year_end_nothing', 'Đánh giá cuối năm; đến kỳ này chưa có kết quả.'),
    (
        'year_end_backwards',
        'Đánh giá cuối năm; đến kỳ này đang đi ngược, được {value}; mức giao là {target}.'
    ),
    ('by_date_waiting', 'Đến hạn ngày {assessed}; hiện được {value}, mức giao là {target}.'),
    ('milestone_done', 'Đã hoàn thành.'),
    ('milestone_progress', 'Chưa hoàn thành; đã đạt {percent}% tiêu chí.'),
    ('milestone_nothing', 'Chưa hoàn thành, chưa có tiêu chí nào được báo cáo đạt.'),
    ('milestone_missed', 'Đến ngày đánh giá {assessed} vẫn chưa hoàn thành.'),
    ('no_figure', 'Đã báo cáo nhưng chưa đủ số để đánh giá.')
) as w (reason_code, sentence)
