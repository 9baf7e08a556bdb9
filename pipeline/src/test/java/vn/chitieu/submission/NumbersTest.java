package vn.chitieu.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.chitieu.submission.Numbers.Reading.Ambiguous;
import vn.chitieu.submission.Numbers.Reading.Certain;
import vn.chitieu.submission.Numbers.Reading.NotANumber;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12|12",
        "0|0",
        "12,5|12.5",
        "12.5|12.5",
        "0,985|0.985",
        "0.985|0.985",
        "1.234,5|1234.5",
        "1.234.567|1234567",
        "1.234.567,89|1234567.89",
        "1,234.5|1234.5",
        "1,234,567|1234567",
        "1234,567|1234.567",
        "1 234,5|1234.5",
        "1\u00a0234,5|1234.5",
        "-7,5|-7.5",
        "\u22127,5|-7.5",
        "+3|3"
      })
  void a_text_with_one_reading_is_read(String text, BigDecimal value) {
    assertThat(Numbers.read(text, false)).isEqualTo(new Certain(value));
  }

  @Test
  void one_group_of_three_is_two_numbers() {
    assertThat(Numbers.read("1.234", false))
        .isEqualTo(new Ambiguous(new BigDecimal("1234"), new BigDecimal("1.234")));
    assertThat(Numbers.read("1,234", false))
        .isEqualTo(new Ambiguous(new BigDecimal("1.234"), new BigDecimal("1234")));
    assertThat(Numbers.read("-49.655", false))
        .isEqualTo(new Ambiguous(new BigDecimal("-49655"), new BigDecimal("-49.655")));
  }

  @Test
  void a_count_has_no_decimals_so_one_group_is_certain() {
    assertThat(Numbers.read("1.234", true)).isEqualTo(new Certain(new BigDecimal("1234")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "mười",
        "12 tỷ",
        "1.23.456",
        "1,23,4",
        "12,",
        ",5",
        "1e5",
        "NaN",
        "12/5",
        "1.234,5,6",
        "0.123.456",
        "99999999999999999999"
      })
  void anything_else_is_no_number(String text) {
    assertThat(Numbers.read(text, false)).isEqualTo(new NotANumber());
  }
}
