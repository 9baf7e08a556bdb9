package vn.chitieu.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.chitieu.sheet.Days.Reading;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DaysTest {
  private static final LocalDate LATEST = LocalDate.of(2026, 10, 16);
  private static final LocalDate MARCH_5 = LocalDate.of(2026, 3, 5);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5/3/2026",
        "05/03/2026",
        "5-3-26",
        "5.3.2026",
        " 05 / 03 / 2026 ",
        "ngày 5 tháng 3 năm 2026",
        "Ngày 05/3/2026",
        "2026-03-05",
        "2026/3/5"
      })
  void a_day_in_the_Vietnamese_order_is_read(String text) {
    assertThat(Days.read(text, LATEST, true)).isEqualTo(new Reading.Certain(MARCH_5));
  }

  @Test
  void the_American_order_shows_where_the_month_is_too_large() {
    assertThat(Days.read("03/25/2026", LATEST, true))
        .isEqualTo(new Reading.Swapped(LocalDate.of(2026, 3, 25)));
    assertThat(Days.read("12/13/2026", LATEST, true))
        .isEqualTo(new Reading.Swapped(LocalDate.of(2026, 12, 13)));
  }

  @Test
  void a_day_without_a_year_is_the_last_such_day() {
    assertThat(Days.read("5/3", LATEST, true)).isEqualTo(new Reading.Guess(MARCH_5));
    assertThat(Days.read("17/10", LATEST, true))
        .isEqualTo(new Reading.Guess(LocalDate.of(2025, 10, 17)));
    assertThat(Days.read("16/10", LATEST, true)).isEqualTo(new Reading.Guess(LATEST));
    assertThat(Days.read("ngày 5 tháng 3", LATEST, true)).isEqualTo(new Reading.Guess(MARCH_5));
  }

  @Test
  void a_deadline_without_a_year_is_the_next_such_day() {
    assertThat(Days.read("25/12", LATEST, false))
        .isEqualTo(new Reading.Guess(LocalDate.of(2026, 12, 25)));
    assertThat(Days.read("16/10", LATEST, false)).isEqualTo(new Reading.Guess(LATEST));
    assertThat(Days.read("5/3", LATEST, false)).isEqualTo(new Reading.Guess(MARCH_5.plusYears(1)));
    assertThat(Days.read("29/02", LATEST, false))
        .isEqualTo(new Reading.Guess(LocalDate.of(2028, 2, 29)));
  }

  @Test
  void a_serial_number_is_a_guess_for_its_origin_is_not_known() {
    assertThat(Days.read("46086", LATEST, true)).isEqualTo(new Reading.Guess(MARCH_5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"31/02/2026", "13/13/2026", "hôm qua", "3/2026/5", "2026", "tháng 3", "5/3/202"})
  void anything_else_is_no_day(String text) {
    assertThat(Days.read(text, LATEST, true)).isEqualTo(new Reading.NotADay());
  }
}
