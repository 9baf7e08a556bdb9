package vn.chitieu.workbook;

import java.math.BigDecimal;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import vn.chitieu.plan.*;
import vn.chitieu.sheet.*;
import vn.chitieu.submission.*;

class Try {
  public static void main(String[] a) throws Exception {
    Plan p = Plans.small();
    Path dir = Path.of(a[0]);
    Prefill f =
        new Prefill(
            Map.of(
                "01a",
                new BigDecimal("450.125"),
                "03/n",
                new BigDecimal("80"),
                "03/d",
                new BigDecimal("120.5"),
                "04a",
                new BigDecimal("1160")),
            Map.of("01a", new BigDecimal("45.2")),
            List.of(
                new DifficultyReport(
                    1,
                    new CellRef("Vướng mắc", "B8"),
                    "Giải phóng mặt bằng dự án đường vành đai chậm do 12 hộ chưa nhận tiền đền bù, ảnh hưởng chỉ tiêu giải ngân",
                    LocalDate.of(2026, 8, 3),
                    "UBND thành phố",
                    "Đề nghị phê duyệt giá đất bổ sung trước 30/11")));
    for (Unit u : p.units()) {
      long t = System.nanoTime();
      Path o = dir.resolve("2026-11_" + u.code() + ".xlsx");
      Workbooks.template(p, u, p.getPeriod("2026-11"), f, true, o);
      System.out.println((System.nanoTime() - t) / 1000000 + " ms " + Files.size(o));
      t = System.nanoTime();
      Reading r = Workbooks.read(o);
      System.out.println((System.nanoTime() - t) / 1000000 + " ms");
      if (r instanceof Reading.Form fo)
        for (var tb : fo.draft().tables()) {
          System.out.println(tb.identity().text() + " " + tb.columns());
          tb.rows()
              .forEach(
                  x ->
                      System.out.println(
                          "  "
                              + x.number()
                              + " "
                              + x.cells().values().stream()
                                  .map(c -> c.at().address() + "=" + c.kind() + ":" + c.raw())
                                  .sorted()
                                  .toList()));
        }
      else System.out.println(r);
    }
  }
}
