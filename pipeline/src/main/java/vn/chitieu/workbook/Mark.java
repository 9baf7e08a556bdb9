package vn.chitieu.workbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.chitieu.finding.Severity;
import vn.chitieu.sheet.CellRef;

/** The border a cell gets, and the sentences said beside it. */
record Mark(String rgb, List<String> sentences) {
  static final String AUTHOR = "Chỉ tiêu";

  /** The first line of every comment of ours. */
  static final String HEADING = "Chỉ tiêu trả lời:";

  Mark {
    sentences = List.copyOf(sentences);
  }

  static String colour(Severity severity) {
    return switch (severity) {
      case REFUSE, HOLD -> "C62828";
      case ASK -> "B26A00";
      case NOTE -> "1565C0";
    };
  }

  /** The comment's text; empty when the cell gets a border only. */
  String text() {
    return String.join("\n\n", sentences);
  }

  /** What an answer says beside cells: sheet → address → mark. */
  static Map<String, Map<String, Mark>> all(Answer answer) {
    Map<String, Map<String, List<Said>>> said = new LinkedHashMap<>();
    for (Answer.Row r : answer.rows()) {
      CellRef at = r.at();
      if (at != null) {
        put(said, at, new Said(r.severity(), r.message(), r.remedy(), r.example()));
      }
      for (Answer.Other o : r.others()) {
        put(said, o.at(), new Said(r.severity(), o.message(), o.remedy(), o.example()));
      }
      Answer.Other above = null;
      for (Answer.Other o : r.also()) {
        put(
            said,
            o.at(),
            above != null && continues(above, o)
                ? new Said(r.severity(), "", "", "")
                : new Said(r.severity(), o.message(), o.remedy(), o.example()));
        above = o;
      }
    }
    Map<String, Map<String, Mark>> marks = new HashMap<>();
    said.forEach(
        (sheet, cells) -> {
          Map<String, Mark> inSheet = new LinkedHashMap<>();
          cells.forEach((address, all) -> inSheet.put(address, mark(all)));
          marks.put(sheet, inSheet);
        });
    return marks;
  }

  /** What is said beside a cell. */
  private record Said(Severity severity, String message, String remedy, String example) {
    String sentence() {
      return message + "\n" + remedy + (example.isEmpty() ? "" : "\nVí dụ: " + example);
    }
  }

  /**
   * Whether a cell stands right below another of the same fault, whose sentence names both: it is
   * said once for the whole run, and the others get its border only.
   */
  private static boolean continues(Answer.Other above, Answer.Other below) {
    return above.message().equals(below.message())
        && above.at().sheet().equals(below.at().sheet())
        && above.at().column().equals(below.at().column())
        && above.at().row() + 1 == below.at().row();
  }

  private static void put(Map<String, Map<String, List<Said>>> all, CellRef at, Said said) {
    all.computeIfAbsent(at.sheet(), s -> new LinkedHashMap<>())
        .computeIfAbsent(at.address(), a -> new ArrayList<>())
        .add(said);
  }

  /** The heaviest fault gives the colour; all are told. */
  private static Mark mark(List<Said> all) {
    Severity worst = all.stream().map(Said::severity).min(Severity::compareTo).orElseThrow();
    return new Mark(
        colour(worst),
        all.stream().filter(s -> !s.message().isEmpty()).map(Said::sentence).toList());
  }
}
