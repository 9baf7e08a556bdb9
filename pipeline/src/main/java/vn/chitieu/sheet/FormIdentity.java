package vn.chitieu.sheet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The words a form carries in its hidden first row, one cell long:
 *
 * <pre>
 * #chitieu loai=bao-cao bang=so-lieu dia-ban=thuy-nguyen nam=2026 don-vi=kthtdt ky=2026-11 ke-hoach=1f2e3d4c mau=1
 * </pre>
 *
 * Values are lower-case slugs without spaces. Nothing here is trusted: the folder a file lies in is
 * its sender, and every word is checked against the plan.
 */
public record FormIdentity(Map<String, String> words) {
  /** The first characters of an identity cell. */
  public static final String MARK = "#chitieu ";

  /**
   * The version of the forms this program writes, major.minor. 1.1 names the rows of Tổ dân phố and
   * Nhiệm vụ in coded columns too, so that a code beside another row's name is seen there.
   */
  public static final String FORM_VERSION = "1.1";

  /**
   * A version of the forms. Forms of an older minor version are read as they are; those of another
   * major version are not.
   */
  public record FormVersion(int major, int minor) implements Comparable<FormVersion> {
    private static final java.util.regex.Pattern TEXT =
        java.util.regex.Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,3}))?");

    /** {@code 1} and {@code 1.0} are the same; empty when the text is no version. */
    public static Optional<FormVersion> parse(String text) {
      java.util.regex.Matcher m = TEXT.matcher(text);
      return m.matches()
          ? Optional.of(
              new FormVersion(
                  Integer.parseInt(m.group(1)),
                  m.group(2) == null ? 0 : Integer.parseInt(m.group(2))))
          : Optional.empty();
    }

    @Override
    public int compareTo(FormVersion o) {
      return major == o.major ? Integer.compare(minor, o.minor) : Integer.compare(major, o.major);
    }
  }

  public static final String REPORT = "bao-cao";
  public static final String PLAN = "ke-hoach";

  public FormIdentity {
    words = Map.copyOf(words);
  }

  /** Reads an identity cell; empty when the text is not one. */
  public static Optional<FormIdentity> parse(String text) {
    if (!text.startsWith(MARK)) {
      return Optional.empty();
    }
    Map<String, String> words = new LinkedHashMap<>();
    for (String word : text.substring(MARK.length()).trim().split("\\s+")) {
      int eq = word.indexOf('=');
      if (eq <= 0) {
        return Optional.empty();
      }
      words.put(word.substring(0, eq), word.substring(eq + 1));
    }
    return Optional.of(new FormIdentity(words));
  }

  /** The identity of one sheet of a unit's report form. */
  public static FormIdentity report(
      String table,
      String locality,
      int year,
      String unit,
      String period,
      String planVersion,
      boolean illustrative) {
    Map<String, String> w = new LinkedHashMap<>();
    w.put("loai", REPORT);
    w.put("bang", table);
    w.put("dia-ban", locality);
    w.put("nam", Integer.toString(year));
    w.put("don-vi", unit);
    w.put("ky", period);
    w.put("ke-hoach", planVersion);
    w.put("mau", FORM_VERSION);
    if (illustrative) {
      w.put("minh-hoa", "1");
    }
    return new FormIdentity(w);
  }

  /** The identity of one sheet of a plan workbook. */
  public static FormIdentity plan(String table, String locality, int year) {
    Map<String, String> w = new LinkedHashMap<>();
    w.put("loai", PLAN);
    w.put("bang", table);
    w.put("dia-ban", locality);
    w.put("nam", Integer.toString(year));
    w.put("mau", FORM_VERSION);
    return new FormIdentity(w);
  }

  /** The text of the identity cell, words in a fixed order. */
  public String text() {
    StringBuilder s = new StringBuilder(MARK.trim());
    for (String key :
        new String[] {
          "loai", "bang", "dia-ban", "nam", "don-vi", "ky", "ke-hoach", "mau", "minh-hoa"
        }) {
      if (words.containsKey(key)) {
        s.append(' ').append(key).append('=').append(words.get(key));
      }
    }
    return s.toString();
  }

  private String word(String key) {
    return words.getOrDefault(key, "");
  }

  /** {@code bao-cao} or {@code ke-hoach}; empty when not said. */
  public String kind() {
    return word("loai");
  }

  /** Which table the sheet holds: {@code so-lieu}, {@code to-dan-pho}, … */
  public String table() {
    return word("bang");
  }

  public String locality() {
    return word("dia-ban");
  }

  public String year() {
    return word("nam");
  }

  public String unit() {
    return word("don-vi");
  }

  public String period() {
    return word("ky");
  }

  public String planVersion() {
    return word("ke-hoach");
  }

  public String formVersion() {
    return word("mau");
  }

  /** Whether the form says that its figures are made up, for show. */
  public boolean isIllustrative() {
    return word("minh-hoa").equals("1");
  }

  /** The same identity without the table's name: equal for all sheets of one form. */
  public FormIdentity ofForm() {
    Map<String, String> w = new LinkedHashMap<>(words);
    w.remove("bang");
    return new FormIdentity(w);
  }
}
