package vn.chitieu.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.chitieu.plan.Measure;
import vn.chitieu.plan.Plan;

/** Tổ dân phố, wards and their city: parts against totals, and what they come to together. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlacesTest {
  @TempDir private Path dir;
  private House house;

  @BeforeEach
  void open() {
    house = new House(dir);
    house.plan(byArea(WarehousePlans.FIRST), house.night("2026-01-05"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** Also 06a, a plain count, is broken down, and 07a's population has a name. */
  private static Plan byArea(Plan p) {
    return new WarehousePlans.Change(p)
        .measures(
            p.measures().stream()
                .map(
                    m ->
                        switch (m.code()) {
                          case "06a" -> WarehousePlans.named(m, "", "", Measure.ByArea.NUMBER);
                          case "07a" ->
                              WarehousePlans.named(
                                  m, "Dùng nước sạch (người)", "Tổng dân số (người)", m.byArea());
                          case "08b" ->
                              WarehousePlans.named(m, "Tổ văn hóa (tổ)", "Số tổ (tổ)", m.byArea());
                          default -> m;
                        })
                .toList())
        .bases(
            Stream.concat(
                    p.baseFigures().stream(),
                    Stream.of(
                        new Plan.BaseFigure(
                            "07a", "", new BigDecimal("100"), "người", "điều tra dân số", true)))
                .toList())
        .as(p.version());
  }

  private static final String TOTALS =
      "select measure_code, period_code, areas_reported || '/' || areas_expected, missing_areas,"
          + " stated_value, parts_value, state from mart.fct_area_total";

  // ---- parts against the stated total

  @Test
  void parts_that_are_all_there_agree_with_the_total_or_differ_from_it() {
    Run run = house.night("2026-01-16");
    house
        .from("kthtdt", "2026-01")
        .value("06a", "7")
        .area("06a", "tdp-01", "3")
        .area("06a", "tdp-02", "4")
        .rate("07a", "60", "100")
        .area("07a", "tdp-01", "10", "10")
        .area("07a", "tdp-02", "50", "91")
        .judge(run);
    house
        .from("vhxh", "2026-01")
        .rate("08b", "1", "2")
        .area("08b", "tdp-01", true)
        .area("08b", "tdp-02", false)
        .judge(run);

    assertThat(house.published("2026-01-16", TOTALS + " order by 1"))
        .as("a rate is 60 of 101, not the mean of 100 % and 55 %")
        .containsExactly(
            "06a|2026-01|2/2|null|7|7|agree",
            "07a|2026-01|2/2|null|60|59.405941|differs",
            "08b|2026-01|2/2|null|50|50|agree");
  }

  @Test
  void a_sum_that_lacks_an_area_agrees_with_nothing_and_names_the_area() {
    house
        .from("kthtdt", "2026-01")
        .value("06a", "3")
        .area("06a", "tdp-01", "3")
        .rate("07a", "60", "100")
        .judge(house.night("2026-01-16"));

    assertThat(house.published("2026-01-16", TOTALS + " order by 1"))
        .containsExactly(
            "06a|2026-01|1/2|Tổ dân phố 2|3|3|incomplete",
            "07a|2026-01|0/2|Tổ dân phố 1, Tổ dân phố 2|60|null|no_parts");
  }

  @Test
  void nobody_lacks_parts_before_the_report_is_due() {
    assertThat(house.published("2026-01-17", TOTALS)).isEmpty();
    assertThat(house.published("2026-01-18", TOTALS + " order by 1"))
        .containsExactly(
            "06a|2026-01|0/2|Tổ dân phố 1, Tổ dân phố 2|null|null|not_reported",
            "07a|2026-01|0/2|Tổ dân phố 1, Tổ dân phố 2|null|null|not_reported",
            "08b|2026-01|0/2|Tổ dân phố 1, Tổ dân phố 2|null|null|not_reported");
  }

  @Test
  void the_areas_asked_for_are_those_of_the_form_that_was_filled() {
    house
        .from("kthtdt", "2026-01")
        .value("06a", "7")
        .area("06a", "tdp-01", "3")
        .area("06a", "tdp-02", "4")
        .judge(house.night("2026-01-13"));
    Plan three =
        new WarehousePlans.Change(byArea(WarehousePlans.FIRST))
            .areas("tdp-01", "tdp-02", "tdp-03")
            .as("a2");
    house.plan(three, house.night("2026-01-14"));
    house
        .from("kthtdt", "2026-02")
        .plan(three)
        .value("06a", "7")
        .area("06a", "tdp-01", "3")
        .area("06a", "tdp-02", "4")
        .judge(house.night("2026-02-16"));

    assertThat(house.published("2026-02-16", TOTALS + " where measure_code = '06a' order by 2"))
        .containsExactly(
            "06a|2026-01|2/2|null|7|7|agree", "06a|2026-02|2/3|Tổ tdp-03|7|7|incomplete");
  }

  @Test
  void half_a_rate_is_no_part_of_it() {
    house
        .from("kthtdt", "2026-01")
        .rate("07a", "60", "100")
        .area("07a", "tdp-01", "10", "20")
        .area("07a", "tdp-02", "30", null)
        .judge(house.night("2026-01-16"));

    assertThat(house.published("2026-01-16", TOTALS))
        .as("10 of 20, not 40 of 20")
        .containsExactly("07a|2026-01|1/2|Tổ dân phố 2|60|50|incomplete");
  }

  @Test
  void a_measure_is_broken_down_as_the_form_says_that_was_filled() {
    house
        .from("kthtdt", "2026-01")
        .value("01a", "10")
        .value("06a", "7")
        .area("06a", "tdp-01", "3")
        .area("06a", "tdp-02", "4")
        .judge(house.night("2026-01-16"));
    Plan now =
        changed(
            "a2",
            m ->
                switch (m.code()) {
                  case "01a" -> WarehousePlans.named(m, "", "", Measure.ByArea.NUMBER);
                  case "06a" -> WarehousePlans.named(m, "", "", Measure.ByArea.NONE);
                  default -> m;
                });
    house.plan(now, house.night("2026-01-20"));
    house
        .from("kthtdt", "2026-02")
        .plan(now)
        .value("01a", "12")
        .area("01a", "tdp-01", "5")
        .area("01a", "tdp-02", "7")
        .value("06a", "7")
        .judge(house.night("2026-02-16"));

    assertThat(
            house.published(
                "2026-02-16", TOTALS + " where measure_code in ('01a', '06a') order by 1, 2"))
        .as("January's 01a was not asked for by area, nor February's 06a")
        .containsExactly("01a|2026-02|2/2|null|12|12|agree", "06a|2026-01|2/2|null|7|7|agree");
  }

  /** The plan with its measures told otherwise. */
  private static Plan changed(String version, UnaryOperator<Measure> change) {
    Plan p = byArea(WarehousePlans.FIRST);
    return new WarehousePlans.Change(p)
        .measures(p.measures().stream().map(change).toList())
        .as(version);
  }

  // ---- denominators

  @Test
  void a_reported_population_stands_beside_the_plans_with_source_and_day() {
    house
        .from("kthtdt", "2026-01")
        .rate("07a", "90", "100")
        .rate("03", "9", "120")
        .judge(house.night("2026-01-16"));
    house.from("kthtdt", "2026-02").rate("07a", "90", "104").judge(house.night("2026-02-16"));

    assertThat(
            house.published(
                "2026-02-16",
                "select measure_code, period_code, figure_name, value, unit_of_measure,"
                    + " speaks_of_on, plan_value, difference, state from mart.fct_denominator"
                    + " where measure_code in ('03', '07a') order by 1, 2"))
        .containsExactly(
            "03|2026-01|Mẫu số của Giải ngân vốn đầu tư công|120||2026-01-14|null|null"
                + "|no_plan_figure",
            "07a||Tổng dân số|100|người|2026-01-01|null|null|plan",
            "07a|2026-01|Tổng dân số|100|người|2026-01-14|100|0|agree",
            "07a|2026-02|Tổng dân số|104|người|2026-02-14|100|4|differs");
    assertThat(
            house.asked(
                "select source_sheet, source from mart.fct_denominator where measure_code = '07a'"
                    + " and period_code in ('', '2026-02') order by period_code"))
        .first()
        .isEqualTo("Số liệu gốc|Sổ kế hoạch năm 2026, trang Số liệu gốc: điều tra dân số");
    assertThat(
            house.asked(
                "select source from mart.fct_denominator where measure_code = '07a' and"
                    + " period_code = '2026-02'"))
        .singleElement()
        .asString()
        .startsWith("KTHTĐT: 2026-02_kthtdt-1.xlsx, trang Số liệu, ô H");
  }

  @Test
  void the_years_start_of_what_falls_is_what_its_rate_is_taken_of() {
    assertThat(
            house.published(
                "2026-01-16",
                "select measure_code, figure_role, value, unit_of_measure, speaks_of_on from"
                    + " mart.fct_denominator where measure_code like '06%' or measure_code = '01a'"
                    + " order by 1"))
        .containsExactly("01a|last_year|80|tỷ đồng|2025-03-14", "06c|plan|150|hộ|2026-01-01");
  }

  @Test
  void a_rate_with_a_start_of_year_of_its_own_keeps_it_and_what_falls_keeps_its_own() {
    Plan p =
        changed(
            "a2",
            m ->
                m.code().equals("06c")
                    ? WarehousePlans.named(m, "", "Số hộ cận nghèo (hộ)", m.byArea())
                    : m);
    house.plan(
        new WarehousePlans.Change(p)
            .bases(
                Stream.concat(
                        p.baseFigures().stream(),
                        Stream.of(
                            new Plan.BaseFigure(
                                "06c", "", new BigDecimal("148"), "hộ", "rà soát", true)))
                    .toList())
            .as("a2"),
        house.night("2026-01-06"));

    assertThat(
            house.published(
                "2026-01-16",
                "select measure_code, figure_role, value from mart.fct_denominator where"
                    + " measure_code like '06%' order by 1"))
        .containsExactly("06b|start_of_year|150", "06c|plan|148");
  }

  @Test
  void a_public_rate_does_not_tell_the_start_of_what_is_restricted() {
    house.plan(
        changed("a2", m -> m.code().equals("06b") ? WarehousePlans.restricted(m) : m),
        house.night("2026-01-06"));

    assertThat(
            house.published(
                "2026-01-16",
                "select measure_code, figure_role, value, is_restricted from mart.fct_denominator"
                    + " where measure_code like '06%'"))
        .containsExactly("06b|start_of_year|150|true");
  }

  @Test
  void a_public_denominator_is_set_against_public_figures_only() {
    Plan p =
        changed(
            "a2",
            m ->
                m.code().equals("13a")
                    ? WarehousePlans.named(m, "", "Tổng dân số (người)", m.byArea())
                    : m);
    Plan secret =
        new WarehousePlans.Change(p)
            .bases(
                List.of(
                    new Plan.BaseFigure("13a", "", new BigDecimal("999"), "người", "mật", true)))
            .as("a2");
    house.plan(secret, house.night("2026-01-06"));
    Run run = house.night("2026-01-16");
    house.from("kthtdt", "2026-01").plan(secret).rate("07a", "90", "100").judge(run);
    house.from("bchqs", "2026-01").plan(secret).rate("13a", "1", "500").judge(run);

    assertThat(
            house.published(
                "2026-01-16",
                "select measure_code, is_restricted, plan_value, lowest_reported, highest_reported,"
                    + " state from mart.fct_denominator where figure_role = 'report' order by 1"))
        .containsExactly("07a|false|null|100|100|no_plan_figure", "13a|true|999|100|500|differs");
  }

  // ---- from ward to city to country

  private static final String AN_BIEN = "an-bien";

  private static Plan anBien(Plan p) {
    return WarehousePlans.at(p, AN_BIEN, "phường An Biên");
  }

  private static String upper(String columns) {
    return "select level, place_code, measure_code, "
        + columns
        + " from mart.fct_rollup where level <> 'area' and period_code = '2026-01' and";
  }

  @Test
  void two_wards_add_up_to_their_city_and_a_rate_is_made_of_the_sums() {
    house.plan(anBien(byArea(WarehousePlans.FIRST)), house.night("2026-01-06"));
    Run run = house.night("2026-01-16");
    house.from("kthtdt", "2026-01").value("01a", "10").rate("07a", "90", "100").judge(run);
    house
        .from("kthtdt", "2026-01")
        .at(AN_BIEN)
        .value("01a", "30")
        .rate("07a", "10", "20")
        .judge(run);
    house.from("vhxh", "2026-01").milestone("11", true, "100").judge(run);
    house.from("vhxh", "2026-01").at(AN_BIEN).milestone("11", false, "40").judge(run);

    assertThat(
            house.published(
                "2026-01-16",
                upper("value, numerator, denominator, reached_count, reported_count, state")
                    + " measure_code in ('01a', '07a', '11') order by 3, 1, 2"))
        .as("83,3 %, not the mean of 90 % and 50 %")
        .containsExactly(
            "city|thanh-pho-hai-phong|01a|40|null|null|null|2|whole",
            "country|vn|01a|40|null|null|null|2|whole",
            "locality|an-bien|01a|30|null|null|null|1|whole",
            "locality|thuy-nguyen|01a|10|null|null|null|1|whole",
            "city|thanh-pho-hai-phong|07a|83.333333|100|120|null|2|whole",
            "country|vn|07a|83.333333|100|120|null|2|whole",
            "locality|an-bien|07a|50|10|20|null|1|whole",
            "locality|thuy-nguyen|07a|90|90|100|null|1|whole",
            "city|thanh-pho-hai-phong|11|null|null|null|1|2|whole",
            "country|vn|11|null|null|null|1|2|whole",
            "locality|an-bien|11|null|null|null|0|1|whole",
            "locality|thuy-nguyen|11|null|null|null|1|1|whole");
  }

  @Test
  void a_city_that_lacks_a_ward_says_of_how_many_it_is_the_sum() {
    house.plan(anBien(byArea(WarehousePlans.FIRST)), house.night("2026-01-06"));
    house.from("kthtdt", "2026-01").value("01a", "10").judge(house.night("2026-01-16"));

    assertThat(
            house.published(
                "2026-01-20",
                upper("value, reported_count || '/' || expected_count, missing_places, state")
                    + " level = 'city' and measure_code in ('01a', '03') order by 3"))
        .containsExactly(
            "city|thanh-pho-hai-phong|01a|10|1/2|phường An Biên|partial",
            "city|thanh-pho-hai-phong|03|null|0/2|phường An Biên, phường Thủy Nguyên|none");
  }

  @Test
  void nobody_is_missing_before_the_report_is_due_or_the_figure_can_be_known() {
    house.plan(anBien(byArea(WarehousePlans.FIRST)), house.night("2026-01-06"));
    house.from("kthtdt", "2026-01").value("01a", "10").judge(house.night("2026-01-16"));
    String counts =
        upper("reported_count || '/' || expected_count, missing_places, state")
            + " level = 'city' and measure_code in ('01a', '02', '03') order by 3";

    assertThat(house.published("2026-01-17", counts))
        .as("a workbook that came without its 03 lacks it, a ward that has not sent one does not")
        .containsExactly(
            "city|thanh-pho-hai-phong|01a|1/1|null|whole",
            "city|thanh-pho-hai-phong|02|0/0|null|none",
            "city|thanh-pho-hai-phong|03|0/1|phường Thủy Nguyên|none");
    assertThat(house.published("2026-01-18", counts))
        .as("02 is known once a year")
        .containsExactly(
            "city|thanh-pho-hai-phong|01a|1/2|phường An Biên|partial",
            "city|thanh-pho-hai-phong|02|0/0|null|none",
            "city|thanh-pho-hai-phong|03|0/2|phường An Biên, phường Thủy Nguyên|none");
  }

  @Test
  void what_cannot_be_added_is_not_added_and_says_so() {
    Plan perHead =
        new WarehousePlans.Change(byArea(WarehousePlans.FIRST))
            .measures(
                byArea(WarehousePlans.FIRST).measures().stream()
                    .map(m -> m.code().equals("02") ? unit(m, "triệu đồng/người") : m)
                    .toList())
            .as("a2");
    Plan inMillions =
        new WarehousePlans.Change(perHead)
            .measures(
                perHead.measures().stream()
                    .map(m -> m.code().equals("01a") ? unit(m, "triệu đồng") : m)
                    .toList())
            .as("a3");
    house.plan(perHead, house.night("2026-01-06"));
    house.plan(anBien(inMillions), house.night("2026-01-06"));
    Run run = house.night("2026-01-16");
    house.from("kthtdt", "2026-01").plan(perHead).value("01a", "10").value("02", "9").judge(run);
    house
        .from("kthtdt", "2026-01")
        .at(AN_BIEN)
        .plan(inMillions)
        .value("01a", "30000")
        .value("02", "8")
        .judge(run);

    assertThat(
            house.published(
                "2026-01-16",
                upper("value, reported_count, state, state_label")
                    + " level = 'city' and measure_code in ('01a', '02') order by 3"))
        .containsExactly(
            "city|thanh-pho-hai-phong|01a|null|2|not_comparable|không cộng được: các địa bàn tính"
                + " khác nhau",
            "city|thanh-pho-hai-phong|02|null|2|not_additive|không cộng được: thiếu tử số và mẫu"
                + " số");
  }

  private static Measure unit(Measure m, String unit) {
    return new Measure(
        m.code(),
        m.indicatorNo(),
        m.name(),
        m.shortName(),
        unit,
        m.kind(),
        m.numeratorKind(),
        m.denominatorKind(),
        m.numeratorLabel(),
        m.denominatorLabel(),
        m.pace(),
        m.calendarCode(),
        m.isRestricted(),
        m.mayBeNegative(),
        m.mayExceed(),
        m.scale(),
        m.byArea(),
        m.frequency(),
        m.input(),
        m.wording(),
        m.note());
  }

  @Test
  void wards_of_one_city_are_known_by_its_code_or_by_its_name() {
    Plan first = byArea(WarehousePlans.FIRST);
    house.plan(
        new WarehousePlans.Change(first).inCity("thành phố Hải Phòng", "hai-phong").as("a2"),
        house.night("2026-01-06"));
    house.plan(anBien(first), house.night("2026-01-06"));
    house.plan(
        new WarehousePlans.Change(WarehousePlans.at(first, "ba-dinh", "phường Ba Đình"))
            .inCity("Thủ đô Hà Nội", "")
            .as("a3"),
        house.night("2026-01-06"));

    assertThat(
            house.published(
                "2026-01-20",
                "select locality_code, city_code, city_code_is_ours from mart.dim_locality"
                    + " order by 1"))
        .containsExactly(
            "an-bien|hai-phong|true", "ba-dinh|thu-do-ha-noi|true", "thuy-nguyen|hai-phong|false");
    assertThat(
            house.asked(
                "select level, place_code, parent_code, expected_count from mart.fct_rollup where"
                    + " level in ('city', 'country') and measure_code = '01a' order by 1, 2"))
        .containsExactly("city|hai-phong|vn|2", "city|thu-do-ha-noi|vn|1", "country|vn|null|3");
  }

  // ---- boundaries

  /** January 2026 in two areas: 3 and 4 poor households, 10 of 20 and 30 of 40 people. */
  private void januaryInTwoAreas() {
    house
        .from("kthtdt", "2026-01")
        .value("01a", "10")
        .value("06a", "7")
        .area("06a", "tdp-01", "3")
        .area("06a", "tdp-02", "4")
        .rate("07a", "40", "60")
        .area("07a", "tdp-01", "10", "20")
        .area("07a", "tdp-02", "30", "40")
        .judge(house.night("2026-01-16"));
  }

  private static WarehousePlans.Change nextYear(String... areas) {
    return new WarehousePlans.Change(byArea(WarehousePlans.FIRST)).aYearLater().areas(areas);
  }

  private List<String> lastYearByArea(Plan plan) {
    house.plan(plan, house.night("2027-01-02"));
    return house.published(
        "2027-01-20",
        "select place_code, measure_code, last_year_value, last_year_numerator, last_year_state"
            + " from mart.fct_rollup where level = 'area' and period_code = '2027-01' and"
            + " measure_code in ('06a', '07a') order by 1, 2");
  }

  @Test
  void predecessors_add_up_to_the_area_that_took_them_over() {
    januaryInTwoAreas();
    assertThat(
            lastYearByArea(
                nextYear("tdp-03")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-01", "tdp-03", "2026-07-01", "1")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-03", "2026-07-01", "1")
                    .as("b1")))
        .containsExactly(
            "thuy-nguyen/tdp-03|06a|7|null|predecessors",
            "thuy-nguyen/tdp-03|07a|66.666667|40|predecessors");
  }

  @Test
  void an_area_that_took_another_in_went_on_itself() {
    januaryInTwoAreas();
    assertThat(
            lastYearByArea(
                nextYear("tdp-01")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-01", "2026-07-01", "1")
                    .as("b1")))
        .containsExactly(
            "thuy-nguyen/tdp-01|06a|7|null|predecessors",
            "thuy-nguyen/tdp-01|07a|66.666667|40|predecessors");
  }

  @Test
  void an_area_that_was_split_and_joined_again_follows_each_step() {
    januaryInTwoAreas();
    assertThat(
            lastYearByArea(
                nextYear("tdp-04", "tdp-05")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-01", "tdp-03", "2026-05-01", "0.5")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-01", "tdp-04", "2026-05-01", "0.5")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-05", "2026-09-01", "1")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-03", "tdp-05", "2026-09-01", "1")
                    .as("b1")))
        .as("half of 3, and 4 with the other half")
        .containsExactly(
            "thuy-nguyen/tdp-04|06a|1.5|null|estimated",
            "thuy-nguyen/tdp-04|07a|50|5|estimated",
            "thuy-nguyen/tdp-05|06a|5.5|null|estimated",
            "thuy-nguyen/tdp-05|07a|70|35|estimated");
  }

  @Test
  void a_predecessor_without_a_figure_leaves_no_sum_and_a_change_of_long_ago_none_to_make() {
    house
        .from("kthtdt", "2026-01")
        .value("06a", "7")
        .area("06a", "tdp-01", "3")
        .rate("07a", "40", "60")
        .area("07a", "tdp-01", "10", "20")
        .area("07a", "tdp-02", "30", "40")
        .judge(house.night("2026-01-16"));
    assertThat(
            lastYearByArea(
                nextYear("tdp-01", "tdp-03")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-99", "tdp-01", "2025-07-01", "1")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-03", "2026-07-01", "1")
                    .as("b1")))
        .containsExactly(
            "thuy-nguyen/tdp-01|06a|3|null|same_place",
            "thuy-nguyen/tdp-01|07a|50|10|same_place",
            "thuy-nguyen/tdp-03|06a|null|null|none",
            "thuy-nguyen/tdp-03|07a|75|30|predecessors");
  }

  @Test
  void a_merged_area_lacks_last_year_when_one_of_two_predecessors_does() {
    house
        .from("kthtdt", "2026-01")
        .value("06a", "7")
        .area("06a", "tdp-01", "3")
        .judge(house.night("2026-01-16"));
    assertThat(
            lastYearByArea(
                nextYear("tdp-03")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-01", "tdp-03", "2026-07-01", "1")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-03", "2026-07-01", "1")
                    .as("b1")))
        .containsExactly(
            "thuy-nguyen/tdp-03|06a|null|null|incomplete", "thuy-nguyen/tdp-03|07a|null|null|none");
  }

  @Test
  void a_ward_that_took_another_in_is_compared_with_both() {
    house.plan(anBien(byArea(WarehousePlans.FIRST)), house.night("2026-01-06"));
    januaryInTwoAreas();
    house
        .from("kthtdt", "2026-01")
        .at(AN_BIEN)
        .value("01a", "5")
        .rate("07a", "10", "40")
        .judge(house.night("2026-01-16"));
    Plan merged =
        nextYear("tdp-01", "tdp-02")
            .succeeded(Plan.PlaceKind.LOCALITY, AN_BIEN, WarehousePlans.WARD, "2026-07-01", "1")
            .as("b1");
    house.plan(merged, house.night("2027-01-02"));

    assertThat(
            house.published(
                "2027-01-20",
                "select place_code, measure_code, last_year_value, last_year_state from"
                    + " mart.fct_rollup where level = 'locality' and period_code = '2027-01' and"
                    + " measure_code in ('01a', '06a', '07a') order by 1, 2"))
        .containsExactly(
            "thuy-nguyen|01a|15|predecessors",
            "thuy-nguyen|06a|null|incomplete",
            "thuy-nguyen|07a|50|predecessors");
    assertThat(
            house.asked(
                "select same_period_last_year, change_value from mart.fct_progress where"
                    + " locality_code = 'thuy-nguyen' and measure_code = '01a' and period_code in"
                    + " ('2027-01')"))
        .as("10 were of other boundaries: no figure of last year's is the ward's own")
        .containsExactly("null|null");
  }

  @Test
  void a_ward_that_was_absorbed_is_not_counted_twice_in_last_years_sum_of_the_city() {
    house.plan(anBien(byArea(WarehousePlans.FIRST)), house.night("2026-01-06"));
    januaryInTwoAreas();
    house.from("kthtdt", "2026-01").at(AN_BIEN).value("01a", "5").judge(house.night("2026-01-16"));
    house.plan(
        nextYear("tdp-01", "tdp-02")
            .succeeded(Plan.PlaceKind.LOCALITY, AN_BIEN, WarehousePlans.WARD, "2026-07-01", "1")
            .as("b1"),
        house.night("2027-01-02"));
    house.plan(anBien(nextYear("tdp-01", "tdp-02").as("b2")), house.night("2027-01-02"));

    assertThat(
            house.published(
                "2027-01-20",
                "select level, place_code, last_year_value, last_year_state from mart.fct_rollup"
                    + " where level <> 'area' and period_code = '2027-01' and measure_code = '01a'"
                    + " order by 1 desc, 2"))
        .filteredOn(row -> row.startsWith("locality") || row.startsWith("city"))
        .satisfies(
            rows -> {
              assertThat(rows).anyMatch(r -> r.equals("locality|thuy-nguyen|15|predecessors"));
              assertThat(rows).anyMatch(r -> r.startsWith("locality|an-bien|null|"));
              assertThat(rows)
                  .as("the 5 of An Biên are in the 15")
                  .anyMatch(r -> r.startsWith("city|") && r.endsWith("|15|summed"));
            });
  }

  @Test
  void a_ward_is_expected_up_to_the_day_it_was_absorbed_and_not_after() {
    house.plan(anBien(byArea(WarehousePlans.FIRST)), house.night("2026-01-06"));
    house.plan(
        new WarehousePlans.Change(byArea(WarehousePlans.FIRST))
            .succeeded(Plan.PlaceKind.LOCALITY, AN_BIEN, WarehousePlans.WARD, "2026-02-10", "1")
            .as("b1"),
        house.night("2026-01-06"));
    house.from("kthtdt", "2026-01").value("01a", "10").judge(house.night("2026-01-16"));
    house.from("kthtdt", "2026-02").value("01a", "12").judge(house.night("2026-02-16"));

    assertThat(
            house.published(
                "2026-02-20",
                "select period_code, reported_count || '/' || expected_count, missing_places,"
                    + " state, state_label from mart.fct_rollup where level = 'country' and"
                    + " measure_code = '01a' and period_kind = 'month' order by 1"))
        .containsExactly(
            "2026-01|1/2|phường An Biên|partial|mới có một phần: 1/2 địa bàn có kế hoạch trong kho"
                + " này",
            "2026-02|1/1|null|whole|đủ số: 1/1 địa bàn có kế hoạch trong kho này");
  }

  @Test
  void a_later_years_plan_corrects_the_day_and_the_parts_of_a_change() {
    januaryInTwoAreas();
    house.plan(
        new WarehousePlans.Change(byArea(WarehousePlans.FIRST))
            .areas("tdp-01", "tdp-02", "tdp-03")
            .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-03", "2026-07-01", "1")
            .as("a2"),
        house.night("2026-06-20"));
    assertThat(
            lastYearByArea(
                nextYear("tdp-01", "tdp-03", "tdp-04")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-03", "2026-08-01", "0.5")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-04", "2026-08-01", "0.5")
                    .as("b1")))
        .as("not the whole of tổ 2 in July and half of it once more in August")
        .containsExactly(
            "thuy-nguyen/tdp-01|06a|3|null|same_place",
            "thuy-nguyen/tdp-01|07a|50|10|same_place",
            "thuy-nguyen/tdp-03|06a|2|null|estimated",
            "thuy-nguyen/tdp-03|07a|75|15|estimated",
            "thuy-nguyen/tdp-04|06a|2|null|estimated",
            "thuy-nguyen/tdp-04|07a|75|15|estimated");
  }

  @Test
  void a_later_years_plan_that_splits_a_place_again_leaves_the_first_split() {
    januaryInTwoAreas();
    house.plan(
        new WarehousePlans.Change(byArea(WarehousePlans.FIRST))
            .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-01", "2026-07-01", "0.5")
            .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-02", "2026-07-01", "0.5")
            .as("a2"),
        house.night("2026-06-20"));
    assertThat(
            lastYearByArea(
                nextYear("tdp-01", "tdp-02")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-01", "2026-09-01", "0.25")
                    .succeeded(Plan.PlaceKind.AREA, "tdp-02", "tdp-02", "2026-09-01", "0.75")
                    .as("b1")))
        .as("of the 4 first 2 and then a quarter of the other 2 went to tổ 1")
        .contains(
            "thuy-nguyen/tdp-01|06a|5.5|null|estimated",
            "thuy-nguyen/tdp-02|06a|1.5|null|estimated");
  }
}
