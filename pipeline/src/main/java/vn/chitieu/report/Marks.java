package vn.chitieu.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How a figure is known within a sentence until the document is written: three characters of the
 * private use area around its number and its text, which no font shows and no unit types.
 */
final class Marks {
  static final char OPEN = '\uE000';
  static final char TEXT = '\uE001';
  static final char CLOSE = '\uE002';

  private final List<Figure> figures = new ArrayList<>();

  /** The figure's text with its marks; its unit is the plan's word and may hold anything. */
  String mark(Figure figure) {
    String text = plain(figure.text());
    figures.add(
        new Figure(figure.subject(), figure.period(), figure.field(), text, figure.source()));
    return OPEN + Integer.toString(figures.size() - 1) + TEXT + text + CLOSE;
  }

  Figure get(int number) {
    return figures.get(number);
  }

  List<Figure> all() {
    return List.copyOf(figures);
  }

  /** What people typed can neither pass for a mark nor break a line. */
  static String plain(String words) {
    return words.replaceAll("[\uE000-\uE002\\p{Cntrl}]", " ").strip();
  }
}
