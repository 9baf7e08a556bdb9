package vn.chitieu.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.chitieu.submission.Numbers.Reading;
import vn.chitieu.submission.Numbers.Reading.Ambiguous;
import vn.chitieu.submission.Numbers.Reading.Certain;
import vn.chitieu.submission.Numbers.Reading.NotANumber;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NumbersTest {
  private static final Numbers.Asked BILLIONS = asked("tỷ đồng", 3);
  private static final Numbers.Asked HOUSEHOLDS = asked("hộ", 0);

  private static Numbers.Asked asked(String unit, int scale) {
    return new Numbers.Asked(UnitWords.of(unit), scale, scale == 0);
  }

  private static Certain certain(String value) {
    return new Certain(new BigDecimal(value), "", false);
  }

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
        "1\u2007234|1234",
        "1\u202f234|1234",
        "1\u2009234|1234",
        "\ufeff12\u200b5|125",
        "１２，５|12.5",
        "1'234'567|1234567",
        "1\u2019234|1234",
        "-7,5|-7.5",
        "\u22127,5|-7.5",
        "\u20137,5|-7.5",
        "\ufe637,5|-7.5",
        "\uff0d7,5|-7.5",
        "- 7|-7",
        "(1.234,5)|-1234.5",
        "+3|3"
      })
  void a_text_with_one_reading_is_read(String text, BigDecimal value) {
    assertThat(Numbers.read(text, BILLIONS)).isEqualTo(new Certain(value, "", false));
  }

  @Test
  void one_group_of_three_is_two_numbers() {
    assertThat(Numbers.read("1.234", BILLIONS))
        .isEqualTo(new Ambiguous(new BigDecimal("1234"), new BigDecimal("1.234")));
    assertThat(Numbers.read("1,234", BILLIONS))
        .isEqualTo(new Ambiguous(new BigDecimal("1.234"), new BigDecimal("1234")));
    assertThat(Numbers.read("-49.655", BILLIONS))
        .isEqualTo(new Ambiguous(new BigDecimal("-49655"), new BigDecimal("-49.655")));
    assertThat(Numbers.read("(1.234)", BILLIONS))
        .isEqualTo(new Ambiguous(new BigDecimal("-1234"), new BigDecimal("-1.234")));
  }

  @Test
  void a_count_has_no_decimals_so_one_group_is_certain() {
    assertThat(Numbers.read("1.234", HOUSEHOLDS)).isEqualTo(certain("1234"));
    assertThat(Numbers.read("1,234", HOUSEHOLDS)).isEqualTo(certain("1234"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12 tỷ|12|tỷ|false",
        "12 tỉ đồng|12|tỉ đồng|false",
        "12,5 TỶ|12.5|TỶ|false",
        "1,5 triệu|0.0015|triệu|true",
        "578.625 triệu|578.625|triệu|true",
        "578625000000 đồng|578.625|đồng|true",
        "578.625.000.000đ|578.625|đ|true",
        "578.625.000.000 VNĐ|578.625|VNĐ|true",
        "12 tỷ 500 triệu|12.5|tỷ, triệu|true"
      })
  void a_unit_beside_the_number_says_what_it_is(
      String text, BigDecimal value, String unit, boolean isScaled) {
    Reading r = Numbers.read(text, BILLIONS);
    assertThat(r).isInstanceOf(Certain.class);
    assertThat(((Certain) r).value()).isEqualByComparingTo(value);
    assertThat(((Certain) r).unit()).isEqualTo(unit);
    assertThat(((Certain) r).isScaled()).isEqualTo(isScaled);
  }

  @Test
  void the_rows_own_unit_proves_nothing_about_the_notation() {
    assertThat(Numbers.read("49,655 tỷ", BILLIONS))
        .isEqualTo(new Ambiguous(new BigDecimal("49.655"), new BigDecimal("49655")));
  }

  @Test
  void a_count_takes_its_own_noun_and_thousands_of_it() {
    assertThat(Numbers.read("20 hộ", HOUSEHOLDS))
        .isEqualTo(new Certain(new BigDecimal("20"), "hộ", false));
    assertThat(Numbers.read("1.234 hộ", HOUSEHOLDS))
        .isEqualTo(new Certain(new BigDecimal("1234"), "hộ", false));
    assertThat(((Certain) Numbers.read("12 nghìn", HOUSEHOLDS)).value())
        .isEqualByComparingTo("12000");
  }

  @Test
  void a_letter_that_looks_like_a_digit_is_asked_about_and_never_read_as_one() {
    assertThat(Numbers.read("1O", HOUSEHOLDS)).isEqualTo(new Reading.LetterForDigit("10"));
    assertThat(Numbers.read("l2,5", BILLIONS)).isEqualTo(new Reading.LetterForDigit("12,5"));
    assertThat(Numbers.read("O", HOUSEHOLDS)).isEqualTo(new Reading.NotANumber());
    assertThat(Numbers.read("10", HOUSEHOLDS)).isNotInstanceOf(Reading.LetterForDigit.class);
  }

  @Test
  void another_noun_is_another_unit() {
    assertThat(Numbers.read("20 người", HOUSEHOLDS)).isEqualTo(new Reading.OtherUnit("người"));
    assertThat(Numbers.read("98,5%", HOUSEHOLDS)).isEqualTo(new Reading.OtherUnit("%"));
    assertThat(Numbers.read("12 tỷ", HOUSEHOLDS)).isEqualTo(new Reading.OtherUnit("tỷ"));
    assertThat(Numbers.read("12 nghìn", BILLIONS)).isEqualTo(new Reading.OtherUnit("nghìn"));
  }

  @Test
  void a_percent_sign_is_the_unit_of_a_percentage() {
    assertThat(Numbers.read("98,5%", asked("%", 2)))
        .isEqualTo(new Certain(new BigDecimal("98.5"), "%", false));
    assertThat(Numbers.read("10,5 %", asked("%/năm", 2)))
        .isEqualTo(new Certain(new BigDecimal("10.5"), "%", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "–", "—", "…", "...", "..", "x", "X", "/"})
  void a_mark_is_nothing_and_not_zero(String text) {
    assertThat(Numbers.read(text, BILLIONS)).isEqualTo(new Reading.Mark());
  }

  @ParameterizedTest
  @ValueSource(strings = {"không có", "Không phát sinh", "KHÔNG"})
  void words_for_nothing_are_not_a_number_yet(String text) {
    assertThat(Numbers.read(text, BILLIONS)).isEqualTo(new Reading.Nothing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mười",
        "khoảng 12",
        "~12",
        "12 5",
        "1.23.456",
        "1,23,4",
        "1.234.5",
        "12,",
        ",5",
        "1e5",
        "NaN",
        "12/5",
        "1.234,5,6",
        "0.123.456",
        "12-",
        "١٢٣",
        "5 triệu 2 tỷ",
        "99999999999999999999"
      })
  void anything_else_is_no_number(String text) {
    assertThat(Numbers.read(text, BILLIONS)).isEqualTo(new NotANumber());
  }
}
