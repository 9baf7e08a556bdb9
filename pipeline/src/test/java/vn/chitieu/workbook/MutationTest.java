package vn.chitieu.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import vn.chitieu.sheet.Draft;

/**
 * Valid filled forms, damaged at every level. Whatever is done to them: no exception, no hang, both
 * readers the same, and no value that differs from the original unless it stands so in the XML,
 * where POI sees it too.
 */
class MutationTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String SEED = "20261124";

  private static final List<Path> FORMS = new ArrayList<>();
  private static final Map<Path, Draft> DRAFTS = new LinkedHashMap<>();
  private static final Map<String, Integer> OUTCOMES = new TreeMap<>();
  private static Path file;

  @BeforeContainer
  static void forms() throws IOException {
    file = Files.createTempFile("mutation", ".xlsx");
    for (Path form : FastReaderTest.sample()) {
      if (Workbooks.read(form) instanceof Reading.Form(Draft d) && d.tables().size() > 2) {
        DRAFTS.put(form, d);
      }
    }
    FORMS.addAll(DRAFTS.keySet());
  }

  @AfterContainer
  static void outcomes() throws IOException {
    Files.delete(file);
    System.out.println("mutations: " + OUTCOMES);
    // a fuzz in which everything is refused, or nothing, would show nothing
    assertThat(OUTCOMES.keySet().stream().map(o -> o.split(" ")[0]).distinct().toList())
        .isNotEmpty()
        .allSatisfy(
            level ->
                assertThat(OUTCOMES.keySet().stream().filter(o -> o.startsWith(level)).count())
                    .as(level + " " + OUTCOMES)
                    .isGreaterThan(1));
  }

  @Property(tries = 2_000, seed = SEED, shrinking = ShrinkingMode.OFF)
  @Label("bytes of the file")
  void bytes(@ForAll @IntRange(min = 0, max = 5_000) int form, @ForAll long seed)
      throws IOException {
    Path original = FORMS.get(form % FORMS.size());
    Random r = new Random(seed);
    byte[] b = Files.readAllBytes(original);
    for (int n = r.nextInt(1, 5); n > 0; n--) {
      int at = r.nextInt(b.length);
      switch (r.nextInt(5)) {
        case 0 -> b[at] ^= (byte) (1 << r.nextInt(8));
        case 1 -> b[at] = (byte) r.nextInt(256);
        case 2 -> b[at] = (byte) (r.nextBoolean() ? 0 : 255);
        case 3 -> { // a stretch again, elsewhere
          int length = Math.min(r.nextInt(1, 200), b.length - at);
          System.arraycopy(b, r.nextInt(b.length - length + 1), b, at, length);
        }
        default -> {
          byte[] shorter = new byte[b.length - 1];
          System.arraycopy(b, 0, shorter, 0, at);
          System.arraycopy(b, at + 1, shorter, at, b.length - at - 1);
          b = shorter;
        }
      }
    }
    Files.write(file, b);
    // checksums cover every part: what is accepted is the original, whole sheets apart
    Reading read = read("bytes");
    if (read instanceof Reading.Form(Draft d)) {
      assertThat(DRAFTS.get(original).tables()).containsAll(d.tables());
    }
  }

  @Property(tries = 500, seed = SEED, shrinking = ShrinkingMode.OFF)
  @Label("entries of the package")
  void entries(@ForAll @IntRange(min = 0, max = 5_000) int form, @ForAll long seed)
      throws IOException {
    Path original = FORMS.get(form % FORMS.size());
    Random r = new Random(seed);
    List<Map.Entry<String, byte[]>> parts = new ArrayList<>(parts(original).entrySet());
    int at = r.nextInt(parts.size());
    int other = r.nextInt(parts.size());
    switch (r.nextInt(5)) {
      case 0 -> parts.remove(at);
      case 1 -> java.util.Collections.shuffle(parts, r);
      case 2 -> parts.set(at, Map.entry(parts.get(at).getKey(), parts.get(other).getValue()));
      case 3 -> parts.set(at, Map.entry(parts.get(at).getKey() + "x", parts.get(at).getValue()));
      default -> {
        byte[] content = parts.get(at).getValue();
        parts.set(
            at,
            Map.entry(
                parts.get(at).getKey(),
                java.util.Arrays.copyOf(content, r.nextInt(content.length + 1))));
      }
    }
    write(parts);
    againstPoi("entries", original);
  }

  private static final Pattern TOKEN = Pattern.compile("<[^>]*>|[^<]+");

  @Property(tries = 800, seed = SEED, shrinking = ShrinkingMode.OFF)
  @Label("tokens of the XML")
  void tokens(@ForAll @IntRange(min = 0, max = 5_000) int form, @ForAll long seed)
      throws IOException {
    Path original = FORMS.get(form % FORMS.size());
    Random r = new Random(seed);
    Map<String, byte[]> parts = parts(original);
    String name =
        any(
            r,
            List.of(
                "xl/worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
                "xl/worksheets/sheet2.xml",
                "xl/sharedStrings.xml",
                "xl/styles.xml",
                "xl/workbook.xml",
                "xl/_rels/workbook.xml.rels",
                "[Content_Types].xml"));
    List<String> tokens = new ArrayList<>();
    Matcher m = TOKEN.matcher(new String(parts.get(name), StandardCharsets.UTF_8));
    while (m.find()) {
      tokens.add(m.group());
    }
    for (int n = r.nextInt(1, 3); n > 0; n--) {
      int at = r.nextInt(tokens.size());
      int other = r.nextInt(tokens.size());
      switch (r.nextInt(7)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, tokens.get(other));
        case 2 -> tokens.set(at, tokens.set(other, tokens.get(at)));
        case 3 ->
            tokens.set(
                at,
                tokens
                    .get(at)
                    .replaceFirst(
                        "=\"[^\"]*\"",
                        "=\"" + any(r, List.of("", "0", "-1", "99999999999", "x", "A1")) + "\""));
        case 4 -> tokens.set(at, tokens.get(at).replaceFirst(" \\w+=\"[^\"]*\"", ""));
        case 5 ->
            tokens.add(
                at,
                any(
                    r,
                    List.of(
                        "<!-- x -->",
                        "<x/>",
                        "&amp;",
                        "&x;",
                        "]]>",
                        "<?pi x?>",
                        "\u0001",
                        "<![CDATA[1]]>",
                        "<y:z xmlns:y=\"u\"/>",
                        "<q:z/>")));
        default -> tokens.set(at, tokens.get(at).replaceFirst("[a-z]", "q"));
      }
    }
    parts.put(name, String.join("", tokens).getBytes(StandardCharsets.UTF_8));
    write(new ArrayList<>(parts.entrySet()));
    againstPoi("tokens", original);
  }

  private static final Pattern VALUE = Pattern.compile("(<c [^>]*>)(<f>[^<]*</f>)?<v>([^<]*)</v>");

  @Property(tries = 500, seed = SEED, shrinking = ShrinkingMode.OFF)
  @Label("values of the cells")
  void values(@ForAll @IntRange(min = 0, max = 5_000) int form, @ForAll long seed)
      throws IOException {
    Path original = FORMS.get(form % FORMS.size());
    Random r = new Random(seed);
    Map<String, byte[]> parts = parts(original);
    String xml = new String(parts.get("xl/worksheets/sheet1.xml"), StandardCharsets.UTF_8);
    List<int[]> spans = new ArrayList<>();
    Matcher m = VALUE.matcher(xml);
    while (m.find()) {
      spans.add(new int[] {m.start(3), m.end(3)});
    }
    int[] at = spans.get(r.nextInt(spans.size()));
    String value =
        any(
            r,
            List.of(
                "0",
                "-1",
                "1E400",
                "NaN",
                "INF",
                "12,5",
                "1 000",
                "",
                " 7 ",
                "1e3",
                "0.1",
                "99999999",
                "2147483648",
                "0x1",
                "١٢",
                "1&#50;",
                "--",
                "#REF!",
                "true"));
    parts.put(
        "xl/worksheets/sheet1.xml",
        (xml.substring(0, at[0]) + value + xml.substring(at[1])).getBytes(StandardCharsets.UTF_8));
    write(new ArrayList<>(parts.entrySet()));
    againstPoi("values", original);
  }

  private static <T> T any(Random r, List<T> all) {
    return all.get(r.nextInt(all.size()));
  }

  private static Map<String, byte[]> parts(Path form) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipInputStream in =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(form)))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        parts.put(e.getName(), in.readAllBytes());
      }
    }
    return parts;
  }

  private static void write(List<Map.Entry<String, byte[]>> parts) {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> p : parts) {
        zip.putNextEntry(new ZipEntry(p.getKey()));
        zip.write(p.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reading read(String level) {
    long start = System.nanoTime();
    Reading fast = Workbooks.read(file, Ceilings.STANDARD, true);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    assertThat(fast).isEqualTo(Workbooks.read(file, Ceilings.STANDARD, false));
    OUTCOMES.merge(
        level
            + (fast instanceof Reading.NotRead(var f)
                ? " " + f.getClass().getSimpleName()
                : " read"),
        1,
        Integer::sum);
    return fast;
  }

  /** A value may differ from the original only where POI, too, sees that other value. */
  private static void againstPoi(String level, Path original) {
    if (!(read(level) instanceof Reading.Form(Draft draft))) {
      return;
    }
    Map<Oracles.At, String> now = Oracles.ours(draft, 0);
    if (now.equals(Oracles.ours(DRAFTS.get(original), 0))) {
      return;
    }
    OUTCOMES.merge(level + " changed", 1, Integer::sum);
    Map<Oracles.At, String> poi = Oracles.poi(file);
    if (poi == null) {
      OUTCOMES.merge(level + " changed, not opened by POI", 1, Integer::sum);
      return;
    }
    now.forEach(
        (at, value) -> {
          String theirs = poi.getOrDefault(at, "");
          assertThat(theirs).as("%s of %s", at, original).isEqualTo(value);
        });
  }
}
