package vn.chitieu.plan;

import java.util.HashMap;
import java.util.Map;

/** What the plan workbook's columns are called on their sheets, and what may stand in them. */
final class PlanColumns {
  /** A column's heading and one of its values; empty where there is nothing typical. */
  record Column(String heading, String example) {}

  /** Sheet and column code, heading, example. */
  private static final String TABLE =
      """
      van-ban key | Khóa | ten-dia-ban
      van-ban value | Nội dung | phường Thủy Nguyên
      don-vi code | Mã thư mục | kthtdt
      don-vi name | Tên đơn vị | Phòng Kinh tế, Hạ tầng và Đô thị
      don-vi short | Tên gọn | Phòng KTHTĐT
      don-vi reports | Lập biểu | có
      don-vi contact | Đầu mối | Phòng KTHTĐT, bộ phận tổng hợp
      don-vi email | Thư điện tử |
      chi-tieu code | Mã | 01a
      chi-tieu indicator | Mục | 1
      chi-tieu name | Tên chỉ tiêu | Thu ngân sách nhà nước trên địa bàn
      chi-tieu short | Tên gọn | Thu NSNN
      chi-tieu unit | Đơn vị tính | tỷ đồng
      chi-tieu kind | Loại | cộng dồn
      chi-tieu pace | Nhịp | đều theo tháng
      chi-tieu calendar | Lịch | thang-15-14
      chi-tieu restricted | Hạn chế công khai | không
      chi-tieu may_be_negative | Có thể âm | không
      chi-tieu may_exceed | Có thể vượt | không
      chi-tieu scale | Số lẻ | 3
      chi-tieu by_area | Theo tổ | không
      chi-tieu frequency | Khi nào báo cáo | hằng tháng
      chi-tieu input | Cách nhập | chính nó
      chi-tieu numerator | Tử số / ô nhập | Số người tham gia (người)
      chi-tieu numerator_kind | Loại tử số |
      chi-tieu denominator | Mẫu số | Dân số (người)
      chi-tieu denominator_kind | Loại mẫu số |
      chi-tieu wording | Lời của kế hoạch | đạt 578,625 tỷ đồng
      giao measure | Mã chỉ tiêu | 01a
      giao kind | Loại | bằng số
      giao comparator | So sánh | ≥
      giao ours | So sánh do ta hiểu | có
      giao value | Mức giao | 578.625
      giao high | Mức trên |
      giao valid_from | Có hiệu lực từ |
      giao assessed_on | Đánh giá ngày |
      giao decision | Số văn bản |
      giao decision_on | Ngày văn bản |
      giao issuer | Cơ quan giao | UBND phường Thủy Nguyên
      giao quarter_1 | Đến hết quý I |
      giao quarter_2 | Đến hết quý II |
      giao quarter_3 | Đến hết quý III |
      phan-cong measure | Mã chỉ tiêu | 01a
      phan-cong unit | Mã đơn vị | kthtdt
      phan-cong role | Vai trò | chủ trì
      phan-cong authority | Nguồn chính thức | có
      phan-cong ours | Do ta hiểu | không
      ky code | Mã kỳ | 2026-01
      ky kind | Loại | tháng
      ky calendar | Lịch | thang-15-14
      ky label | Tên kỳ | Tháng 1/2026
      ky start | Từ ngày |
      ky end | Chốt số liệu |
      ky due | Hạn gửi |
      ky collected | Thu biểu | có
      ky locked_on | Khóa sau ngày |
      ngay-nghi day | Ngày nghỉ |
      nhiem-vu code | Mã | II.1.1-a
      nhiem-vu name | Nhiệm vụ | Rà soát toàn bộ nguồn thu, chống thất thu và xử lý nợ đọng thuế
      nhiem-vu point | Căn cứ trong kế hoạch | II.1, gạch đầu dòng 1
      nhiem-vu unit | Đơn vị chủ trì | kthtdt
      nhiem-vu due | Hạn |
      nhiem-vu percent | Có tỷ lệ % | không
      to-dan-pho code | Mã | tdp-01
      to-dan-pho name | Tên tổ dân phố | Tổ dân phố số 1
      nguong code | Mã | linear_watch
      nguong value | Mức | 0.95
      nguong meaning | Ý nghĩa | đều theo tháng: dưới mức này của nhịp dự kiến là cần chú ý
      trang-thai code | Mã | at_risk
      trang-thai order | Thứ tự | 1
      trang-thai word | Chữ | nguy cơ không đạt
      trang-thai shape | Hình | ■
      trang-thai colour | Màu | #C62828
      trang-thai group | Nhóm | risk
      so-lieu-goc measure | Mã chỉ tiêu | 06b
      so-lieu-goc period | Kỳ |
      so-lieu-goc value | Số liệu | 150
      so-lieu-goc unit | Đơn vị tính | hộ
      so-lieu-goc source | Nguồn | suy ra từ kế hoạch: giảm 15 hộ là 10%
      so-lieu-goc illustrative | Minh họa | có
      ten-khac alias | Cách viết khác | Phòng KT, HT&ĐT
      ten-khac kind | Loại | don-vi
      ten-khac code | Mã | kthtdt
      luu-y where | Chỗ trong kế hoạch | Tiêu đề
      luu-y says | Kế hoạch ghi | số và ngày văn bản để trống
      luu-y treatment | Cách xử lý | để trống, không tự điền
      muc-do code | Mã phát hiện | R003
      muc-do severity | Mức | hỏi lý do
      muc-do stage | Giai đoạn | thử
      mo-lai unit | Đơn vị | thue
      mo-lai period | Kỳ | 2026-01
      mo-lai by | Người quyết định | Phó Chủ tịch UBND phường
      mo-lai reason | Lý do | thiếu chứng từ của kho bạc
      mo-lai until | Đến hết ngày |
      dia-gioi kind | Loại |
      dia-gioi old | Mã cũ | tdp-11
      dia-gioi new | Mã mới | tdp-10
      dia-gioi valid_from | Từ ngày |
      dia-gioi share | Tỷ lệ chuyển |
      yeu-cau-giai-trinh code | Mã câu hỏi | gt-03
      yeu-cau-giai-trinh unit | Đơn vị |
      yeu-cau-giai-trinh measure | Chỉ tiêu |
      yeu-cau-giai-trinh period | Kỳ |
      yeu-cau-giai-trinh question | Câu hỏi | Số doanh nghiệp đã loại chi nhánh chưa?
      yeu-cau-giai-trinh by | Người hỏi | Văn phòng UBND phường
      yeu-cau-giai-trinh asked_on | Ngày hỏi |
      yeu-cau-giai-trinh due | Hạn trả lời |
      tra-loi case | Mã vụ việc |
      tra-loi unit | Đơn vị | vhxh
      tra-loi period | Kỳ | 2026-10
      tra-loi row | Dòng | 1
      tra-loi answer | Trả lời | Thành phố đã bổ sung 2 biên chế
      tra-loi by | Người trả lời | Phó Chủ tịch UBND phường
      tra-loi answered_on | Ngày trả lời |
      tra-loi closed | Đã kết thúc |
      ky-duyet period | Kỳ |
      ky-duyet unit | Đơn vị |
      ky-duyet kind | Việc |
      ky-duyet by | Người ký | Nguyễn Văn A
      ky-duyet title | Chức vụ | Chủ tịch UBND phường
      ky-duyet signed_on | Ngày ký |
      """;

  private static final Map<String, Column> COLUMNS = read();

  private PlanColumns() {}

  private static Map<String, Column> read() {
    Map<String, Column> columns = new HashMap<>();
    TABLE
        .lines()
        .map(l -> l.split("\\|", -1))
        .forEach(c -> columns.put(c[0].strip(), new Column(c[1].strip(), c[2].strip())));
    return Map.copyOf(columns);
  }

  /** A column; one that is not listed is called by its code. */
  static Column find(String sheet, String column) {
    return COLUMNS.getOrDefault(sheet + " " + column, new Column(column, ""));
  }
}
