package vn.chitieu.dashboards;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Tells a Vietnamese syllable from a word of another language by its build: onset, nucleus, coda
 * and tone. A syllable that ends in a stop has the rising or the heavy tone, so "set" or "Tap" is
 * none.
 */
final class Vietnamese {
  private static final Pattern SYLLABLE =
      Pattern.compile(
          "(ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|[bcdđghklmnprstvx])?"
              + "(uyê|uya|uyu|uay|uây|ươu|ươi|oai|oay|oeo|iêu|yêu|uôi|ia|iê|yê|ua|uô|ưa|ươ|uâ|uê|uy|uơ"
              + "|oa|oă|oe|oo|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
              + "(ch|nh|ng|[cmnpt])?");

  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");
  private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";
  private static final String RISING_OR_HEAVY = "\u0301\u0323";

  /** Built like syllables of ours, but nobody here would write them: words of menus and charts. */
  private static final Set<String> ENGLISH_ALL_THE_SAME =
      Set.of("sum", "min", "no", "on", "by", "go", "my", "hi", "them", "then", "than");

  private Vietnamese() {}

  /** The words of a text that are no Vietnamese, as they stand in it. */
  static List<String> othersIn(String text) {
    return WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
        .results()
        .map(MatchResult::group)
        .filter(word -> !isVietnamese(word))
        .toList();
  }

  static boolean isVietnamese(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (ENGLISH_ALL_THE_SAME.contains(lower)) {
      return false;
    }
    StringBuilder plain = new StringBuilder();
    StringBuilder tones = new StringBuilder();
    Normalizer.normalize(lower, Normalizer.Form.NFD)
        .chars()
        .forEach(c -> (TONES.indexOf(c) < 0 ? plain : tones).append((char) c));
    String syllable = Normalizer.normalize(plain, Normalizer.Form.NFC);
    if (tones.length() > 1 || !SYLLABLE.matcher(syllable).matches()) {
      return false;
    }
    boolean endsInAStop = syllable.matches(".+(ch|c|p|t)");
    return !endsInAStop || (!tones.isEmpty() && RISING_OR_HEAVY.indexOf(tones.charAt(0)) >= 0);
  }
}
