package vn.chitieu.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.chitieu.submission.Choices.Reading;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChoicesTest {
  @ParameterizedTest
  @CsvSource({"có,true", "Có,true", "CÓ,true", " không ,false", "c\u00f3\u00a0,true", "сó,true"})
  void a_word_of_the_list_is_read_however_it_is_spelt(String text, boolean value) {
    assertThat(Choices.YES_NO.read(text)).isEqualTo(new Reading.Listed<>(value));
    assertThat(Choices.YES_NO.read(Normalizer.normalize(text, Normalizer.Form.NFD)))
        .isEqualTo(new Reading.Listed<>(value));
  }

  @ParameterizedTest
  @CsvSource({
    "rồi,true,có",
    "✓,true,có",
    "co,true,có",
    "chưa,false,không",
    "ko,false,không",
    "khong,false,không"
  })
  void another_word_with_one_meaning_is_read_and_said(String text, boolean value, String word) {
    assertThat(Choices.YES_NO.read(text)).isEqualTo(new Reading.Meant<>(value, word));
  }

  @ParameterizedTest
  @CsvSource({"x,có", "xong,có", "khộng,không", "kh«ng,không"})
  void a_likely_word_is_asked_about(String text, String word) {
    assertThat(Choices.YES_NO.read(text)).isEqualTo(new Reading.Perhaps<>(word));
  }

  @Test
  void the_states_of_a_task_are_told_apart() {
    assertThat(Choices.STATES.read("ĐÃ HOÀN THÀNH"))
        .isEqualTo(new Reading.Listed<>(TaskReport.State.DONE));
    assertThat(Choices.STATES.read("Đã hòan thành"))
        .isEqualTo(new Reading.Listed<>(TaskReport.State.DONE));
    assertThat(Choices.STATES.read("ðã hoàn thành"))
        .isEqualTo(new Reading.Listed<>(TaskReport.State.DONE));
    assertThat(Choices.STATES.read("hoàn thành")).isEqualTo(new Reading.Perhaps<>("đã hoàn thành"));
    assertThat(Choices.STATES.read("dang thuc hien"))
        .isEqualTo(new Reading.Meant<>(TaskReport.State.IN_PROGRESS, "đang thực hiện"));
    assertThat(Choices.STATES.read("đang thực hiệ"))
        .isEqualTo(new Reading.Perhaps<>("đang thực hiện"));
    assertThat(Choices.STATES.read("tạm dừng")).isEqualTo(new Reading.Unknown<>());
  }
}
