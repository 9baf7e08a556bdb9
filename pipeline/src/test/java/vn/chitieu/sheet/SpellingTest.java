package vn.chitieu.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpellingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hòa|hoà",
        "Ủy ban|Uỷ ban",
        "thủy nguyên|Thuỷ Nguyên",
        "KTHT &  ĐT|ktht đt",
        "Tổ dân phố\u00a01|tổ dân phố 1",
        "đang thực hiện|ðang thực hiện",
        "сông аn|công an"
      })
  void spellings_of_one_text_have_one_key(String a, String b) {
    assertThat(Spelling.key(a)).isEqualTo(Spelling.key(b));
    assertThat(Spelling.key(Normalizer.normalize(a, Normalizer.Form.NFD)))
        .isEqualTo(Spelling.key(b));
  }

  @ParameterizedTest
  @CsvSource({"hoa,hòa", "má,mà", "kỳ,kì", "tổ 1,tổ 11", "đông,dông"})
  void other_texts_have_other_keys(String a, String b) {
    assertThat(Spelling.key(a)).isNotEqualTo(Spelling.key(b));
  }

  @Test
  void cleaning_takes_out_what_cannot_be_seen() {
    assertThat(Spelling.clean("\ufeffThu\u00a0ng\u00e2n\u200b s\u00e1ch \u2060"))
        .isEqualTo("Thu ngân sách");
  }

  @Test
  void distance_counts_letters() {
    assertThat(Spelling.distance("hoan thanh", "hoan thanh")).isZero();
    assertThat(Spelling.distance("hoan thanh", "hoa thanhh")).isEqualTo(2);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thñy Nguyªn|Thủy Nguyên",
        "Thu ng©n s¸ch|Thu ngân sách",
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam|Cộng hoà xã hội chủ nghĩa Việt Nam",
        "§éc lËp - Tù do - H¹nh phóc|Độc lập - Tự do - Hạnh phúc",
        "Hé cËn nghÌo gi¶m 2 hé|Hộ cận nghèo giảm 2 hộ",
        "kh«ng|không",
        "chê thµnh phè phª duyÖt|chờ thành phố phê duyệt"
      })
  void tcvn3_is_known_by_its_signature(String text, String converted) {
    assertThat(LegacyText.find(text)).contains(new LegacyText.Converted("TCVN3", converted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam|Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Thu ngaân saùch nhaø nöôùc|Thu ngân sách nhà nước",
        "Hoä ngheøo|Hộ nghèo",
        "ñang thöïc hieän|đang thực hiện",
        "chôø thaønh phoá pheâ duyeät|chờ thành phố phê duyệt"
      })
  void vni_is_known_by_its_signature(String text, String converted) {
    assertThat(LegacyText.find(text)).contains(new LegacyText.Converted("VNI", converted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".VnTime|Tæ 5|TCVN3|Tổ 5",
        "VNI-Times|Tæ|VNI|Tỉ",
        ".VnTimeH|ñy ban|TCVN3|ỦY BAN",
        ".vnarial|xö Êy, Krông Bóc §|TCVN3|xử ấy, Krụng Búc Đ",
        "VNI-Helve|Coâng ty ABC ñaàu tö|VNI|Công ty ABC đầu tư"
      })
  void the_font_tells_where_the_letters_are_too_few(
      String font, String text, String encoding, String converted) {
    assertThat(LegacyText.find(text, font)).contains(new LegacyText.Converted(encoding, converted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".VnTime|Thu ngân sách nhà nước",
        ".VnTime|cà phê",
        ".VnTime|hiện tượng El Niño",
        ".VnTime|TTHC 100%",
        ".VnTime|Café Trung Nguyên",
        ".VnTime|Công ty Nestlé",
        "VNI-Times|Công ty Nestlé",
        "VNI-Times|“đã xong” – 35°"
      })
  void what_was_typed_in_Unicode_stays_whatever_the_font(String font, String text) {
    assertThat(LegacyText.find(text, font)).isEmpty();
  }

  @Test
  void another_font_says_nothing() {
    assertThat(LegacyText.find("Thu ng©n s¸ch", "Times New Roman"))
        .isEqualTo(LegacyText.find("Thu ng©n s¸ch"));
    assertThat(LegacyText.isFont("Vni")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain ASCII 100 m",
        "Thu ngân sách nhà nước",
        "giảm 2 hộ, bé ốm, cà phê",
        "diện tích 120 m², nhiệt độ 35°",
        "huyện Krông Năng, Đắk Lắk",
        "café, naïve, Müller",
        "“đã xử lý” – xong…",
        "tỷ lệ ≥ 95 % ✓"
      })
  void text_in_Unicode_is_left_alone(String text) {
    assertThat(LegacyText.find(text)).isEmpty();
  }
}
