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

  /** The figure's text with its marks. */
  String mark(Figure figure) {
    figures.add(figure);
    return OPEN + Integer.toString(figures.size() - 1) + TEXT + figure.text() + CLOSE;
  }

  Figure get(int number) {
    return figures.get(number);
  }

  List<Figure> all() {
    return List.copyOf(figures);
  }

  /** What people typed cannot pass for a mark. */
  static String plain(String words) {
    return words.replaceAll("[\uE000-\uE002\\p{Cntrl}]", " ").strip();
  }
}
