-- grain: one row per reason
-- The sentence behind each status, one per way to come to it. {…} is filled in by the scorecard.
select *
from (
    values
    ('pending', 'Cấp trên chưa giao chỉ tiêu.'),
    ('withdrawn', 'Mức giao đã được thu hồi từ ngày {from}.'),
    ('not_reported', 'Đơn vị chủ trì chưa báo cáo số liệu kỳ này, hạn gửi là ngày {due}.'),
    ('not_due', 'Kỳ này chưa có số liệu, hạn gửi là ngày {due}.'),
    ('not_owed', 'Kỳ này trước khi bắt đầu thu biểu nên không phải gửi.'),
    ('refused', 'Biểu của đơn vị chủ trì bị trả lại, kỳ này chưa ghi nhận được số nào.'),
    (
        'held',
        'Đơn vị chủ trì đã gửi biểu nhưng số của chỉ tiêu này còn phải sửa, chưa ghi nhận.'
    ),
    ('blank', 'Đơn vị chủ trì đã gửi biểu nhưng để trống chỉ tiêu này.'),
    ('not_known_yet', 'Chỉ tiêu này chỉ có số liệu khi được công bố; đến kỳ này chưa có.'),
    ('maintained_broken', 'Phải giữ bằng {target}, đã phát sinh {value} từ {since}.'),
    ('maintained_kept', 'Đến kỳ này vẫn giữ được mức {target}.'),
    ('linear_on_track', 'Đạt {completion}% kế hoạch, nhịp cần có đến kỳ này{pace} là {expected}%.'),
    (
        'linear_behind',
        'Mới đạt {completion}% kế hoạch, nhịp cần có đến kỳ này{pace} là {expected}%.'
    ),
    ('reached', 'Đã đạt {value}, mức giao là {target}.'),
    ('missed', 'Đến ngày đánh giá {assessed} mới đạt {value}, mức giao là {target}.'),
    ('level_met', 'Đang ở mức {value}, mức giao là {target}.'),
    ('level_near', 'Đang ở mức {value}, sát mức giao là {target}.'),
    ('level_short', 'Đang ở mức {value}; mức giao là {target}, chưa đạt.'),
    ('bound_kept', 'Đến kỳ này là {value}, mức giao là {target}; hết năm mới xác định được.'),
    (
        'bound_near',
        'Đã lên {completion}% mức giao {target}, nhịp đến kỳ này{pace} chỉ nên là {expected}%.'
    ),
    ('bound_passed', 'Đã lên {value}, vượt quá mức giao {target}.'),
    (
        'range_behind',
        'Mới đạt {value}, mức giao là {target}; đến kỳ này{pace} cần có {expected}% mức dưới.'
    ),
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
