package vn.chitieu.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Place;
import vn.chitieu.plan.Plans;
import vn.chitieu.submission.Decoder;
import vn.chitieu.submission.FormDraft;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PersonalRulesTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 10, 16);
  private final FormDraft form = FormDraft.of(Plans.small(), "kthtdt", "2026-10");
  private final Place place = Place.fileCell(form.at(Decoder.VALUES, "01a", "explanation"), "");

  private List<Finding> said(String words) {
    return PersonalRules.nobodyIsNamed(form.explained("01a", words).draft(), AS_OF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "031099001234",
        "công dân 031 099 001234 đã nhập ngũ",
        "031.199.001.234",
        "số 001203004567",
        "CMND 031234567",
        "số căn cước: 031234567890",
        "định danh 999 234 567"
      })
  void a_citizens_number_refuses_the_file(String words) {
    assertThat(said(words)).hasSize(1).hasOnlyElementsOfType(Finding.PersonalNumber.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tổng mức 578625000000 đồng",
        "thu 31.200.000.000 đồng",
        "003099001234", // no such province
        "031499001234", // no such century yet
        "031227001234", // not born yet
        "văn bản số 123456789/BC",
        "0310990012345",
        "mã dự án 7912345678"
      })
  void other_numbers_are_nobodys(String words) {
    assertThat(said(words)).isEmpty();
  }

  @Test
  void names_of_three_people_are_a_list() {
    assertThat(said("Nguyễn Văn An, Trần Thị Bình, Lê Hoàng Cường"))
        .containsExactly(new Finding.PeopleListed(place, "3"));
    assertThat(said("Nguyễn Văn An, Trần Thị Bình, Nguyễn Văn An")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sửa đường Nguyễn Thị Minh Khai, Hoàng Hoa Thám, Lý Thường Kiệt và Trần Hưng Đạo",
        "trường Nguyễn Thị Định; trường Lê Hồng Phong; trường Trần Quốc Toản",
        "phố Lê Lợi, phố Trần Phú, phố Nguyễn Trãi",
        "UBND phường, Phòng KTHTĐT, Ban Chỉ huy Quân sự"
      })
  void streets_and_schools_are_no_people(String words) {
    assertThat(said(words)).isEmpty();
  }

  @Test
  void a_telephone_number_is_noted() {
    assertThat(said("liên hệ 0912 345 678"))
        .containsExactly(new Finding.PhoneNumber(place, "091…"));
    assertThat(said("liên hệ máy lẻ 101")).isEmpty();
  }

  @Test
  void numbers_typed_into_a_figures_cell_and_a_difficulty_are_seen_too() {
    form.typed("04a", "031099001234");
    form.text(Decoder.DIFFICULTIES, "1", "what", "hộ 031099001234 chưa nhận");
    assertThat(PersonalRules.nobodyIsNamed(form.draft(), AS_OF)).hasSize(2);
  }

  @Test
  void no_word_of_what_was_found_is_quoted() {
    String said =
        FindingCatalog.standard().say(said("031099001234").getFirst()).toString()
            + FindingCatalog.standard()
                .say(said("Nguyễn Văn An, Trần Thị Bình, Lê Hoàng Cường").getFirst());
    assertThat(said).doesNotContain("099001234", "Nguyễn", "Bình");
  }
}
