package vn.chitieu.validation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.Place;
import vn.chitieu.sheet.Draft;
import vn.chitieu.sheet.DraftCell;
import vn.chitieu.sheet.Spelling;

/**
 * Data of single people do not belong into a report: citizen numbers and lists of names refuse the
 * file, a telephone number is noted. No finding quotes them. What the forms' own rows hold is
 * looked at; a sheet of the unit's own beside them is not read.
 */
public final class PersonalRules {
  /** Provinces of birth in a citizen number (Circular 59/2021/TT-BCA, annex). */
  private static final Set<String> PROVINCES =
      Set.of(
          ("001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034"
                  + " 035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066"
                  + " 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095"
                  + " 096")
              .split(" "));

  private static final Pattern TWELVE =
      Pattern.compile(
          "(?<![\\d.,])(\\d{3})[ .\\-]?(\\d)(\\d{2})[ .\\-]?\\d{3}[ .\\-]?\\d{3}(?![.,]?\\d)");

  private static final Pattern NINE_OR_TWELVE =
      Pattern.compile(
          "(?<![\\d.,])\\d{3}[ .\\-]?\\d{3}[ .\\-]?\\d{3}(?:[ .\\-]?\\d{3})?(?![.,]?\\d)");

  private static final Pattern NUMBER_WORDS =
      Pattern.compile("cmnd|cmtnd|cccd|can cuoc|dinh danh|chung minh");

  private static final Pattern PHONE =
      Pattern.compile("(?<![\\d.,])(?:\\+?84|0)[ .\\-]?[35789](?:[ .\\-]?\\d){8}(?![.,]?\\d)");

  private static final String SURNAMES =
      "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Đoàn|Trịnh"
          + "|Mai|Lương|Tạ|Tô|Hà|Cao|Lưu|Chu|Đồng|Phùng|Vương|Thái|Quách|Nghiêm|Bạch";

  /** Three or four syllables: a name of two is more often a street. */
  private static final Pattern NAME =
      Pattern.compile("(?<!\\p{L})(?:" + SURNAMES + ")(?: \\p{Lu}\\p{Ll}*){2,3}(?!\\p{L})");

  /** What bears people's names: a street, a school, a bridge. */
  private static final Pattern PLACES =
      Pattern.compile("duong|pho|ngo|hem|truong|thpt|thcs|cau|cho|khu|phuong|xa");

  private static final Pattern STRUNG = Pattern.compile("\\s*(?:,|;|-|–|và)\\s*");

  private static final int NAMES_OF_A_LIST = 3;

  private static final Set<String> OURS =
      Set.of("item", "code", "name", "unit", "target", "area", "task", "no");

  private static final Set<String> WORDS =
      Set.of("explanation", "result", "reason", "what", "proposed_to", "proposal");

  private PersonalRules() {}

  /** Looks at every cell that a unit fills. */
  public static List<Finding> nobodyIsNamed(Draft draft, LocalDate asOf) {
    List<Finding> found = new ArrayList<>();
    for (Draft.Table t : draft.tables()) {
      for (Draft.Row r : t.rows()) {
        r.cells()
            .forEach(
                (column, cell) -> {
                  boolean isText =
                      cell.kind() == DraftCell.Kind.TEXT
                          || (cell.kind() == DraftCell.Kind.NUMBER && WORDS.contains(column));
                  if (isText && !OURS.contains(column)) {
                    check(Spelling.clean(cell.raw()), Place.fileCell(cell.at(), ""), asOf, found);
                  }
                });
      }
    }
    return found;
  }

  private static void check(String text, Place place, LocalDate asOf, List<Finding> found) {
    String number = citizenNumber(text, asOf);
    if (!number.isEmpty()) {
      found.add(new Finding.PersonalNumber(place, number.substring(0, 3) + "…"));
      return;
    }
    int names = names(text);
    if (names >= NAMES_OF_A_LIST) {
      found.add(new Finding.PeopleListed(place, Integer.toString(names)));
      return;
    }
    Matcher phone = PHONE.matcher(text);
    if (phone.find()) {
      found.add(new Finding.PhoneNumber(place, phone.group().substring(0, 3) + "…"));
    }
  }

  private static String citizenNumber(String text, LocalDate asOf) {
    Matcher m = TWELVE.matcher(text);
    while (m.find()) {
      int century = Integer.parseInt(m.group(2)) / 2;
      int born = 1900 + 100 * century + Integer.parseInt(m.group(3));
      if (PROVINCES.contains(m.group(1)) && century <= 1 && born <= asOf.getYear()) {
        return m.group();
      }
    }
    Matcher n = NINE_OR_TWELVE.matcher(text);
    while (n.find()) {
      String before = text.substring(Math.max(0, n.start() - 40), n.start());
      if (NUMBER_WORDS.matcher(Spelling.bareKey(before)).find()) {
        return n.group();
      }
    }
    return "";
  }

  /**
   * How many different people are named. Streets and schools bear names too: what follows such a
   * word is none, nor what is strung to it by a comma.
   */
  private static int names(String text) {
    Set<String> names = new HashSet<>();
    Matcher m = NAME.matcher(text);
    int placeEnd = -1;
    while (m.find()) {
      String before = Spelling.bareKey(text.substring(Math.max(0, m.start() - 12), m.start()));
      boolean isPlace =
          PLACES.matcher(before.substring(before.lastIndexOf(' ') + 1)).matches()
              || before.endsWith("tieu hoc")
              || before.endsWith("mam non")
              || before.endsWith("cong vien")
              || (placeEnd >= 0 && STRUNG.matcher(text.substring(placeEnd, m.start())).matches());
      if (isPlace) {
        placeEnd = m.end();
      } else {
        names.add(m.group().toLowerCase(Locale.ROOT));
      }
    }
    return names.size();
  }
}
