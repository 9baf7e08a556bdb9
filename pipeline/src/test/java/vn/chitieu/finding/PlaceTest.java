package vn.chitieu.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vn.chitieu.sheet.CellRef;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlaceTest {
  private static final Place TOTAL = Place.cell(cell("Số liệu", "G9"), "06a", "Hộ nghèo");

  private static CellRef cell(String sheet, String address) {
    return new CellRef(sheet, address);
  }

  @Test
  void further_cells_are_told_as_ranges_with_their_sheet() {
    assertThat(TOTAL.alsoInWords()).isEmpty();
    assertThat(TOTAL.with(cell("Số liệu", "G10")).alsoInWords()).isEqualTo(" (ô G10)");
    assertThat(
            TOTAL
                .with(
                    cell("Tổ dân phố", "C9"),
                    cell("Tổ dân phố", "C10"),
                    cell("Tổ dân phố", "C11"),
                    cell("Tổ dân phố", "C13"),
                    cell("Tổ dân phố", "D14"))
                .alsoInWords())
        .isEqualTo(" (trang “Tổ dân phố”, ô C9:C11, C13, D14)");
    assertThat(TOTAL.with(cell("Số liệu", "G10"), cell("Tổ dân phố", "C9")).alsoInWords())
        .isEqualTo(" (ô G10; trang “Tổ dân phố”, ô C9)");
  }

  @Test
  void a_cell_is_named_once_and_one_that_is_gone_not_at_all() {
    assertThat(TOTAL.with(cell("Số liệu", "G9"), null, cell("Số liệu", "G10")).also())
        .containsExactly(cell("Số liệu", "G10"));
    assertThat(TOTAL.with(cell("Số liệu", "G10")).with(cell("Số liệu", "G10")).also()).hasSize(1);
  }

  @Test
  void a_cell_is_read_back_from_what_it_is_written_as() {
    CellRef odd = cell("Tổ! dân phố", "AB12");
    assertThat(CellRef.parse(odd.toString())).isEqualTo(odd);
    assertThat(odd.column()).isEqualTo("AB");
    assertThat(odd.row()).isEqualTo(12);
  }
}
