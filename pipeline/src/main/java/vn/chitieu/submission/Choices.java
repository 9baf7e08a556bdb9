package vn.chitieu.submission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.chitieu.sheet.LegacyText;
import vn.chitieu.sheet.Spelling;

/**
 * A list a cell chooses from, and the words people write instead.
 *
 * @param words the list's own words → what they mean
 * @param certain other words with one meaning; read, and said to have been read
 * @param likely other words that probably mean one; asked about
 */
record Choices<T>(Map<String, T> words, Map<String, String> certain, Map<String, String> likely) {
  static final Choices<Boolean> YES_NO =
      new Choices<>(
          ordered("có", true, "không", false),
          Map.ofEntries(
              Map.entry("rồi", "có"),
              Map.entry("có rồi", "có"),
              Map.entry("đã có", "có"),
              Map.entry("✓", "có"),
              Map.entry("✔", "có"),
              Map.entry("√", "có"),
              Map.entry("☑", "có"),
              Map.entry("chưa", "không"),
              Map.entry("chưa có", "không"),
              Map.entry("ko", "không"),
              Map.entry("k", "không"),
              Map.entry("không có", "không")),
          Map.of(
              "x",
              "có",
              "v",
              "có",
              "đạt",
              "có",
              "xong",
              "có",
              "đã xong",
              "có",
              "hoàn thành",
              "có",
              "không đạt",
              "không",
              "chưa đạt",
              "không",
              "chưa xong",
              "không"));

  static final Choices<TaskReport.State> STATES =
      new Choices<>(
          states(),
          Map.of(),
          Map.ofEntries(
              Map.entry("hoàn thành", "đã hoàn thành"),
              Map.entry("xong", "đã hoàn thành"),
              Map.entry("đã xong", "đã hoàn thành"),
              Map.entry("đang làm", "đang thực hiện"),
              Map.entry("đang triển khai", "đang thực hiện"),
              Map.entry("thực hiện", "đang thực hiện"),
              Map.entry("chưa thực hiện", "chưa bắt đầu"),
              Map.entry("chưa làm", "chưa bắt đầu"),
              Map.entry("chưa triển khai", "chưa bắt đầu"),
              Map.entry("chưa", "chưa bắt đầu")));

  private static Map<String, TaskReport.State> states() {
    Map<String, TaskReport.State> states = new LinkedHashMap<>();
    for (TaskReport.State s : TaskReport.State.values()) {
      states.put(s.word(), s);
    }
    return states;
  }

  private static <T> Map<String, T> ordered(String a, T is, String b, T isOther) {
    Map<String, T> m = new LinkedHashMap<>();
    m.put(a, is);
    m.put(b, isOther);
    return m;
  }

  /** How a text reads. */
  sealed interface Reading<T> {
    /** A word of the list, however it is spelt. */
    record Listed<T>(T value) implements Reading<T> {}

    /** Another word for one of the list. */
    record Meant<T>(T value, String word) implements Reading<T> {}

    /** Probably a word of the list. */
    record Perhaps<T>(String word) implements Reading<T> {}

    record Unknown<T>() implements Reading<T> {}
  }

  /** The list as it is told to people. */
  String toText() {
    return String.join(", ", words.keySet());
  }

  /** A word that the cell takes. */
  String example() {
    return words.keySet().iterator().next();
  }

  Reading<T> read(String text) {
    String key = Spelling.key(text);
    String mark = Spelling.clean(text);
    for (Map.Entry<String, T> w : words.entrySet()) {
      if (Spelling.key(w.getKey()).equals(key)) {
        return new Reading.Listed<>(w.getValue());
      }
    }
    for (Map.Entry<String, String> c : certain.entrySet()) {
      if (c.getKey().equals(mark) || (!key.isEmpty() && Spelling.key(c.getKey()).equals(key))) {
        return new Reading.Meant<>(get(c.getValue()), c.getValue());
      }
    }
    String bare = Spelling.bareKey(text);
    List<String> near = new ArrayList<>();
    for (String w : words.keySet()) {
      if (Spelling.bareKey(w).equals(bare)) {
        // typed without marks: only one word of the list reads so
        return Spelling.key(text).equals(bare)
            ? new Reading.Meant<>(get(w), w)
            : new Reading.Perhaps<>(w);
      }
      if (w.length() > 5 && Spelling.distance(Spelling.bareKey(w), bare) <= 2) {
        near.add(w);
      }
    }
    for (Map.Entry<String, String> l : likely.entrySet()) {
      if (Spelling.bareKey(l.getKey()).equals(bare)) {
        return new Reading.Perhaps<>(l.getValue());
      }
    }
    if (near.size() == 1) {
      return new Reading.Perhaps<>(near.getFirst());
    }
    return LegacyText.find(text)
        .map(LegacyText.Converted::text)
        .flatMap(
            t ->
                words.keySet().stream()
                    .filter(w -> Spelling.key(w).equals(Spelling.key(t)))
                    .findFirst())
        .<Reading<T>>map(Reading.Perhaps::new)
        .orElseGet(Reading.Unknown::new);
  }

  private T get(String word) {
    T value = words.get(word);
    if (value == null) {
      throw new IllegalStateException("not in the list: " + word);
    }
    return value;
  }
}
