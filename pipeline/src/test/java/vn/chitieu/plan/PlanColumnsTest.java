package vn.chitieu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vn.chitieu.ReleaseFixture;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanColumnsTest {
  private static final Path PLAN =
      ReleaseFixture.repo().resolve("sample-input/plan/thuy-nguyen-2026.xlsx");

  @Test
  void columns_are_called_as_on_the_sheets_of_the_sample() throws Exception {
    try (InputStream in = Files.newInputStream(PLAN);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      for (Sheet s : book) {
        String sheet =
            s.getRow(0).getCell(0).getStringCellValue().replaceAll(".*bang=(\\S+).*", "$1");
        for (Cell code : s.getRow(3)) {
          if (code.toString().startsWith("#") && !code.toString().equals("#note")) {
            assertThat(s.getRow(2).getCell(code.getColumnIndex()).getStringCellValue())
                .startsWith(PlanColumns.find(sheet, code.toString().substring(1)).heading());
          }
        }
      }
    }
  }
}
