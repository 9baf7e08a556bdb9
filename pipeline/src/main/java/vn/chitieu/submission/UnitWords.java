package vn.chitieu.submission;

import java.math.BigDecimal;
import java.util.Map;
import vn.chitieu.sheet.Spelling;

/**
 * A unit of measure in words, taken apart: {@code tỷ đồng} is 10⁹ × đồng, {@code nghìn người} 10³ ×
 * người, {@code hộ} 1 × hộ.
 *
 * @param times how many of the noun one of it is
 * @param noun the noun's key; empty when only the multiplier is said ({@code 12 tỷ})
 */
record UnitWords(BigDecimal times, String noun) {
  private static final BigDecimal THOUSAND = new BigDecimal("1000");
  private static final BigDecimal MILLION = new BigDecimal("1000000");
  private static final BigDecimal BILLION = new BigDecimal("1000000000");

  private static final Map<String, BigDecimal> TIMES =
      Map.ofEntries(
          Map.entry(Spelling.key("tỷ"), BILLION),
          Map.entry(Spelling.key("tỉ"), BILLION),
          Map.entry(Spelling.key("triệu"), MILLION),
          Map.entry(Spelling.key("tr"), MILLION),
          Map.entry(Spelling.key("nghìn"), THOUSAND),
          Map.entry(Spelling.key("ngàn"), THOUSAND));

  static final String DONG = Spelling.key("đồng");

  private static final Map<String, String> SHORT =
      Map.of(
          "đ",
          DONG,
          "vnđ",
          DONG,
          "vnd",
          DONG,
          "dong",
          DONG,
          "dn",
          Spelling.key("doanh nghiệp"),
          "trđ",
          Spelling.key("triệu") + " " + DONG,
          Spelling.key("tỷđ"),
          Spelling.key("tỷ") + " " + DONG);

  static UnitWords of(String words) {
    String key = Spelling.key(words);
    key = SHORT.getOrDefault(key, key);
    int space = key.indexOf(' ');
    BigDecimal times = TIMES.get(space < 0 ? key : key.substring(0, space));
    if (times == null) {
      return new UnitWords(BigDecimal.ONE, SHORT.getOrDefault(key, key));
    }
    String noun = space < 0 ? "" : key.substring(space + 1);
    return new UnitWords(times, SHORT.getOrDefault(noun, noun));
  }

  /** Whether it is money: đồng, also of something ({@code triệu đồng/người}). */
  boolean isMoney() {
    return noun.equals(DONG) || noun.startsWith(DONG + " /");
  }

  /** Whether it says how many without saying of what. */
  boolean isMultiplierOnly() {
    return noun.isEmpty() && times.compareTo(BigDecimal.ONE) != 0;
  }

  /**
   * Whether a number beside which {@code written} stands may be meant for a cell of this unit: the
   * same noun, or the noun of which this is so many a head, or only a multiplier that the noun
   * takes.
   */
  boolean accepts(UnitWords written) {
    if (written.noun.equals(noun)) {
      return true;
    }
    if (written.isMultiplierOnly()) {
      // "12 nghìn" of money may be thousands of đồng or of the unit: not told
      return isMoney()
          ? written.times.compareTo(THOUSAND) > 0
          : written.times.compareTo(THOUSAND) == 0 && times.compareTo(BigDecimal.ONE) == 0;
    }
    return noun.startsWith(written.noun + " /");
  }
}
