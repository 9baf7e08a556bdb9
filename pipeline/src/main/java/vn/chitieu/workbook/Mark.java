package vn.chitieu.workbook;

import java.util.List;
import vn.chitieu.finding.Severity;

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

  /** The comment's text. */
  String text() {
    return String.join("\n\n", sentences);
  }
}
