package vn.chitieu.sheet;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Text in the encodings of Vietnamese fonts from before Unicode: TCVN3 (.VnTime) and VNI
 * (VNI-Times). It is known by the cell's font, which says how its letters read, and without one by
 * its signature: words that are no Vietnamese syllables become syllables, all of them, when they
 * are converted.
 */
public final class LegacyText {
  /**
   * What was found.
   *
   * @param encoding {@code TCVN3} or {@code VNI}
   * @param text the text in Unicode
   */
  public record Converted(String encoding, String text) {}

  private static final Map<String, String> TCVN3 = new HashMap<>();
  private static final Map<String, String> VNI = new LinkedHashMap<>();

  static {
    // the letters by code, from A1 on; a dot is a code without a letter
    String upper = "ĂÂÊÔƠƯĐăâêôơưđ";
    for (int i = 0; i < upper.length(); i++) {
      TCVN3.put(letter(0xA1 + i), upper.substring(i, i + 1));
    }
    String toned = "àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ";
    for (int i = 0; i < toned.length(); i++) {
      if (toned.charAt(i) != '.') {
        TCVN3.put(letter(0xB5 + i), toned.substring(i, i + 1));
      }
    }
    vni("a", "áàảãạ", "ùøûõï");
    vni("a", "âấầẩẫậ", "âáàåãä");
    vni("a", "ăắằẳẵặ", "êéèúüë");
    vni("e", "éèẻẽẹ", "ùøûõï");
    vni("e", "êếềểễệ", "âáàåãä");
    vni("o", "óòỏõọ", "ùøûõï");
    vni("o", "ôốồổỗộ", "âáàåãä");
    vni("ô", "ớờởỡợ", "ùøûõï");
    vni("u", "úùủũụ", "ùøûõï");
    vni("ö", "ứừửữự", "ùøûõï");
    vni("y", "ýỳỷỹ", "ùøûõ");
    vni("", "ơưỉĩịỵđ", "ôöæóòîñ");
  }

  private static String letter(int code) {
    return Character.toString(code);
  }

  private static void vni(String base, String letters, String marks) {
    for (int i = 0; i < letters.length(); i++) {
      String from = base + marks.charAt(i);
      String to = letters.substring(i, i + 1);
      VNI.put(from, to);
      VNI.put(from.toUpperCase(Locale.ROOT), to.toUpperCase(Locale.ROOT));
      if (!base.isEmpty()) {
        VNI.put(base.toUpperCase(Locale.ROOT) + marks.charAt(i), to.toUpperCase(Locale.ROOT));
      }
    }
  }

  private static final Set<String> RHYMES =
      Set.of(
          ("a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây"
                  + " e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu"
                  + " iêc iêm iên iêng iêp iêt iêu o oc oi om on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt"
                  + " ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt"
                  + " ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
                  + " oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt"
                  + " oe oen oeo oet uê uêch uên uênh uy uya uych uynh uyt uyu uyên uyêt"
                  + " uân uâng uât uây uơ y yêm yên yêng yêt yêu")
              .split(" "));

  private static final Set<String> ONSETS =
      Set.of(("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x").split(" "));

  private LegacyText() {}

  /** The text in Unicode, when it is certain that it is in one of the old encodings. */
  public static Optional<Converted> find(String text) {
    String composed = Spelling.clean(text);
    if (!isOld(composed)) {
      return Optional.empty();
    }
    String vni = convert(composed, VNI);
    if (allSyllables(vni)) {
      return Optional.of(new Converted("VNI", vni));
    }
    String tcvn3 = convert(composed, TCVN3);
    return allSyllables(tcvn3) ? Optional.of(new Converted("TCVN3", tcvn3)) : Optional.empty();
  }

  /** Whether a font's letters are those of one of the old encodings. */
  public static boolean isFont(String name) {
    return isTcvn3(name) || isVni(name);
  }

  private static boolean isTcvn3(String font) {
    return font.regionMatches(true, 0, ".Vn", 0, 3);
  }

  private static boolean isVni(String font) {
    return font.regionMatches(true, 0, "VNI-", 0, 4);
  }

  /**
   * The text in Unicode as its font shows it: also where the letters alone would be too few to
   * tell. What reads as Vietnamese as it stands was typed in Unicode, whatever the font, and so was
   * what reads no better when converted.
   *
   * @param font the cell's font when it is an old one; else empty, and the letters alone decide
   */
  public static Optional<Converted> find(String text, String font) {
    String composed = Spelling.clean(text);
    // ñ is no letter of ours, which without a font is too little to go by
    boolean hasForeign = composed.chars().anyMatch(c -> c == 'ñ' || c == 'Ñ');
    if (!isFont(font) || !(isOld(composed) || (hasForeign && hasOnlyOldLetters(composed)))) {
      return find(text);
    }
    boolean isVni = isVni(font);
    String converted = convert(composed, isVni ? VNI : TCVN3);
    if (syllables(converted) <= syllables(composed)) {
      return Optional.empty(); // it reads no better: foreign words among ours, typed in Unicode
    }
    // the fonts of capitals show them for the codes of small letters
    String shown =
        !isVni && font.regionMatches(true, font.length() - 1, "H", 0, 1)
            ? converted.toUpperCase(Locale.ROOT)
            : converted;
    return Optional.of(new Converted(isVni ? "VNI" : "TCVN3", shown));
  }

  private static String convert(String text, Map<String, String> table) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      String two = i + 2 <= text.length() ? table.get(text.substring(i, i + 2)) : null;
      String one = table.get(text.substring(i, i + 1));
      s.append(two != null ? two : one != null ? one : text.substring(i, i + 1));
      i += two != null ? 2 : 1;
    }
    return s.toString();
  }

  /** Whether letters beyond ASCII stand there, none that the old fonts lack, and no Vietnamese. */
  private static boolean isOld(String text) {
    return text.chars().anyMatch(c -> c > 0x7F) && hasOnlyOldLetters(text) && !allSyllables(text);
  }

  private static boolean hasOnlyOldLetters(String text) {
    return text.chars().noneMatch(c -> c > 0xFF && Character.isLetter(c));
  }

  /** Whether every word that has more than plain letters is a Vietnamese syllable. */
  private static boolean allSyllables(String text) {
    return marked(text).allMatch(LegacyText::isSyllable);
  }

  /** How many of the words that have more than plain letters are Vietnamese syllables. */
  private static long syllables(String text) {
    return marked(text).filter(w -> w.indexOf('ñ') < 0 && isSyllable(w)).count();
  }

  private static Stream<String> marked(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s\\p{Punct}–—“”…]+"))
        .filter(word -> word.chars().anyMatch(c -> c > 0x7F));
  }

  private static boolean isSyllable(String word) {
    String apart = Normalizer.normalize(word, Normalizer.Form.NFD);
    long tones =
        apart.chars().filter(c -> "\u0300\u0301\u0303\u0309\u0323".indexOf(c) >= 0).count();
    String bare =
        Normalizer.normalize(
            apart.replaceAll("[\u0300\u0301\u0303\u0309\u0323]", ""), Normalizer.Form.NFC);
    if (tones > 1) {
      return false;
    }
    for (int i = Math.min(3, bare.length()); i >= 0; i--) {
      if ((i == 0 || ONSETS.contains(bare.substring(0, i))) && RHYMES.contains(bare.substring(i))) {
        return true;
      }
    }
    return false;
  }
}
