package vn.chitieu.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.chitieu.warehouse.ReportFacts.Correction;

/**
 * A report held against what was issued and against what is known now.
 *
 * @param figures each figure that was issued, in the order of the document
 * @param added paragraphs that stand in the document where the issued report has none like them:
 *     written, changed, repeated or moved there
 * @param removed paragraphs of the issued report that are not in their place any more
 */
public record Verification(List<Line> figures, List<String> added, List<String> removed) {
  private static final Pattern RELEASE = Pattern.compile("ct_([A-Za-z0-9]+)_.*");

  public Verification {
    figures = List.copyOf(figures);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /** What became of a figure; one may be both edited and corrected. */
  public enum Outcome {
    /** As it was issued, and so it is still. */
    STANDS,
    /** As it was issued, but the release that is out says otherwise. */
    CORRECTED,
    /** Somebody changed it in the document. */
    EDITED,
    /** Taken out of the document. */
    REMOVED
  }

  /**
   * A figure of the issued report.
   *
   * @param inDocument what stands there; empty when it was taken out
   * @param now what the release that is out says; empty when it does not speak of it any more
   * @param because corrections of the measure since then, the newest last
   */
  public record Line(
      String mark,
      Figure figure,
      Outcome outcome,
      boolean isCorrected,
      String inDocument,
      String now,
      List<Correction> because) {
    public Line {
      because = List.copyOf(because);
    }
  }

  /**
   * The release that a document was written from, as its bookmarks name it: without hyphens.
   *
   * @throws IOException when the bytes are no Word document
   */
  public static Optional<String> findRelease(byte[] document) throws IOException {
    for (String name : Read.of(document).figures().keySet()) {
      Matcher m = RELEASE.matcher(name);
      if (m.matches()) {
        return Optional.of(m.group(1));
      }
    }
    return Optional.empty();
  }

  /** How many of the marks a document and an issued report have in common. */
  public static long countCommon(byte[] document, Set<String> marks) throws IOException {
    return Read.of(document).figures().keySet().stream().filter(marks::contains).count();
  }

  /** Grow by themselves from day to day: right on the day of the report is right. */
  private static final Set<String> OF_THEIR_DAY = Set.of("cham-den-nay", "lan-hoi");

  /**
   * Compares.
   *
   * @param document the copy at hand, perhaps edited
   * @param issued the report as it was issued
   * @param figures its figures by their mark
   * @param now the figures that a report of the same period would have from the release that is out
   * @param corrections of the locality since the report's release
   */
  public static Verification of(
      byte[] document,
      byte[] issued,
      Map<String, Figure> figures,
      Map<String, Figure> now,
      List<Correction> corrections)
      throws IOException {
    Read there = Read.of(document);
    Read was = Read.of(issued);
    Map<String, Set<String>> known = new LinkedHashMap<>();
    now.values().forEach(f -> known.computeIfAbsent(f.key(), k -> new TreeSet<>()).add(f.text()));
    List<Line> lines = new ArrayList<>();
    figures.forEach(
        (mark, figure) -> {
          String text = there.figures().getOrDefault(mark, "");
          Set<String> says = known.getOrDefault(figure.key(), Set.of());
          boolean isCorrected =
              !OF_THEIR_DAY.contains(figure.field()) && !says.contains(figure.text());
          Outcome outcome =
              text.isEmpty()
                  ? Outcome.REMOVED
                  : !text.equals(Read.spaced(figure.text()))
                      ? Outcome.EDITED
                      : isCorrected ? Outcome.CORRECTED : Outcome.STANDS;
          lines.add(
              new Line(
                  mark,
                  figure,
                  outcome,
                  isCorrected,
                  text,
                  String.join(" / ", says),
                  isCorrected
                      ? corrections.stream()
                          .filter(c -> c.measureCode().equals(figure.subject()))
                          .filter(c -> isPartOf(c.periodCode(), figure.period()))
                          .toList()
                      : List.of()));
        });
    return new Verification(
        lines,
        beside(there.paragraphs(), was.paragraphs()),
        beside(was.paragraphs(), there.paragraphs()));
  }

  /** Whether a figure of one period counts in the other's: its year's months up to it. */
  private static boolean isPartOf(String period, String whole) {
    boolean isMonth = whole.matches("\\d{4}-\\d{2}.*");
    return isMonth
        ? period.compareTo(whole) <= 0
        : period.substring(0, 4).equals(whole.substring(0, 4));
  }

  /** Steps of a comparison at most: 4.000 paragraphs changed against as many take 64 MB. */
  private static final long MOST = 16_000_000;

  /**
   * What is in one list and, in that order and as often, not in the other: all but the longest row
   * of paragraphs that both have. Where they differ over too long a stretch to be lined up, that
   * whole stretch.
   */
  private static List<String> beside(List<String> all, List<String> others) {
    int begin = 0;
    int end = all.size();
    int endOfOthers = others.size();
    while (begin < end && begin < endOfOthers && all.get(begin).equals(others.get(begin))) {
      begin++;
    }
    while (end > begin
        && endOfOthers > begin
        && all.get(end - 1).equals(others.get(endOfOthers - 1))) {
      end--;
      endOfOthers--;
    }
    List<String> left = all.subList(begin, end);
    List<String> right = others.subList(begin, endOfOthers);
    if ((left.size() + 1L) * (right.size() + 1L) > MOST) {
      return List.copyOf(left);
    }
    // common[i][j]: how many paragraphs the rests from i and from j have in common
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        common[i][j] =
            left.get(i).equals(right.get(j))
                ? 1 + common[i + 1][j + 1]
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> alone = new ArrayList<>();
    int j = 0;
    for (int i = 0; i < left.size(); i++) {
      while (j < right.size()
          && !left.get(i).equals(right.get(j))
          && common[i][j + 1] > common[i + 1][j]) {
        j++;
      }
      if (j < right.size() && left.get(i).equals(right.get(j))) {
        j++;
      } else {
        alone.add(left.get(i));
      }
    }
    return alone;
  }

  /** How many figures came to that. */
  public long count(Outcome outcome) {
    return figures.stream().filter(l -> l.outcome() == outcome).count();
  }

  /** Whether the document says what was issued, and that still holds. */
  public boolean isWhole() {
    return count(Outcome.STANDS) == figures.size() && added.isEmpty() && removed.isEmpty();
  }
}
