package vn.chitieu.sheet;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a text is written, apart from what it says: spaces nobody sees, letters that only look alike,
 * and Vietnamese tone marks that stand on one vowel or the other ({@code hòa}, {@code hoà}).
 */
public final class Spelling {
  private static final String COMBINING_TONES = "\u0300\u0301\u0303\u0309\u0323";
  private static final String TONE_DIGITS = "12345";

  /** Letters that look like Latin or Vietnamese ones and are not: Cyrillic, Greek, Icelandic. */
  private static final Map<Character, Character> LOOKALIKES =
      Map.ofEntries(
          Map.entry('а', 'a'),
          Map.entry('в', 'b'),
          Map.entry('с', 'c'),
          Map.entry('е', 'e'),
          Map.entry('һ', 'h'),
          Map.entry('і', 'i'),
          Map.entry('ј', 'j'),
          Map.entry('к', 'k'),
          Map.entry('м', 'm'),
          Map.entry('о', 'o'),
          Map.entry('р', 'p'),
          Map.entry('ѕ', 's'),
          Map.entry('т', 't'),
          Map.entry('у', 'y'),
          Map.entry('х', 'x'),
          Map.entry('ο', 'o'),
          Map.entry('α', 'a'),
          Map.entry('ν', 'v'),
          Map.entry('ð', 'đ'),
          Map.entry('ɖ', 'đ'),
          Map.entry('ı', 'i'));

  /** Labels come again in every workbook; so many keys of such length are kept. */
  private static final int KEPT = 20_000;

  private static final int LABEL = 300;
  private static final Map<String, String> KEYS = new ConcurrentHashMap<>();

  private Spelling() {}

  /**
   * The same words in composed letters (NFC), every kind of space an ordinary one, what cannot be
   * seen taken out, nothing around it.
   */
  public static String clean(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder s = new StringBuilder(composed.length());
    for (int i = 0; i < composed.length(); i++) {
      char c = composed.charAt(i);
      int type = Character.getType(c);
      if (type == Character.SPACE_SEPARATOR) {
        s.append(' ');
      } else if (type != Character.FORMAT || c == '\u00AD') {
        s.append(c); // a soft hyphen is a letter of TCVN3
      }
    }
    return s.toString().strip();
  }

  /**
   * Equal for texts that a Vietnamese reader takes for the same: letter case, spaces, punctuation,
   * the place of the tone mark and letters of other alphabets do not count.
   */
  public static String key(String text) {
    if (text.length() > LABEL) {
      return keyOf(text);
    }
    String known = KEYS.get(text);
    if (known == null) {
      if (KEYS.size() >= KEPT) {
        KEYS.clear();
      }
      known = keyOf(text);
      KEYS.put(text, known);
    }
    return known;
  }

  private static String keyOf(String text) {
    StringBuilder key = new StringBuilder();
    StringBuilder word = new StringBuilder();
    StringBuilder tones = new StringBuilder();
    String apart = Normalizer.normalize(latin(text), Normalizer.Form.NFD);
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      int tone = COMBINING_TONES.indexOf(c);
      if (tone >= 0) {
        tones.append(TONE_DIGITS.charAt(tone));
      } else if (Character.isLetterOrDigit(c)
          || Character.getType(c) == Character.NON_SPACING_MARK) {
        word.append(c);
      } else {
        end(key, word, tones);
        if (c == '%' || c == '/') {
          key.append(key.isEmpty() ? "" : " ").append(c);
        }
      }
    }
    end(key, word, tones);
    return Normalizer.normalize(key.toString(), Normalizer.Form.NFC);
  }

  private static void end(StringBuilder key, StringBuilder word, StringBuilder tones) {
    if (!word.isEmpty()) {
      key.append(key.isEmpty() ? "" : " ").append(word).append(tones);
    }
    word.setLength(0);
    tones.setLength(0);
  }

  /** The key of the text without any mark: {@code không}, {@code khong} and {@code KHÔNG} alike. */
  public static String bareKey(String text) {
    String apart = Normalizer.normalize(latin(text).replace('đ', 'd'), Normalizer.Form.NFD);
    return apart.replaceAll("\\p{M}", "").replaceAll("[^\\p{L}\\p{N}%/]+", " ").strip();
  }

  /** Lower case, with letters of other alphabets replaced by what they look like. */
  private static String latin(String text) {
    StringBuilder s = new StringBuilder(clean(text).replace("\u00AD", "").toLowerCase(Locale.ROOT));
    for (int i = 0; i < s.length(); i++) {
      Character other = LOOKALIKES.get(s.charAt(i));
      if (other != null) {
        s.setCharAt(i, other);
      }
    }
    return s.toString();
  }

  /** How many letters must be typed, dropped or changed to make one text of the other. */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int before = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = before + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        before = row[j];
        row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
