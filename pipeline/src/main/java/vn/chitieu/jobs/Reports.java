package vn.chitieu.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Disk;
import vn.chitieu.intake.Home;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.report.Figure;
import vn.chitieu.report.Report;
import vn.chitieu.report.Template;
import vn.chitieu.report.Verification;
import vn.chitieu.warehouse.Release;
import vn.chitieu.warehouse.ReportFacts;
import vn.chitieu.warehouse.WarehouseException;

/**
 * The office's reports: written from the release that is out into the desk, kept as they were
 * issued with all that makes them again, and held against a copy that the office has worked on.
 * What lies on the desk is the office's: nothing there is ever written over.
 */
public final class Reports {
  /** The office's template on its desk; the kept copy of the last good one has the same name. */
  public static final String TEMPLATE = "mau-bao-cao.docx";

  /** What we say about a template that cannot be used. */
  static final String TEMPLATE_ANSWER = "ket-qua_mau-bao-cao.txt";

  private static final String CONTENTS = "bao-cao.json";

  /** The rules by which a kept report's sentences were made. */
  private static final String RULES = "sentences.yaml";

  /** Stands beside a kept report until it lies on the desk. */
  private static final String NOT_LAID = "chua-dat-len-ban";

  /** After how many days a period whose report was never written is let be. */
  private static final int LOOKS_BACK = 60;

  /** No copy of a report is larger, whatever pictures the office put in. */
  private static final long LARGEST_COPY = 32L << 20;

  private final Home home;

  public Reports(Home home) {
    this.home = home;
  }

  /**
   * A report as it was issued.
   *
   * @param dir where it is kept
   * @param number ordinal among those of its period, from 1
   * @param releaseId the release it was written from
   * @param name what it is called on the desk
   * @param sha256 of the document
   * @param figures its figures by their mark
   */
  public record Kept(
      Path dir,
      String localityCode,
      String periodCode,
      String periodLabel,
      int number,
      String releaseId,
      String runId,
      LocalDate asOf,
      LocalDateTime knownAt,
      String name,
      String sha256,
      Map<String, Figure> figures) {
    public Kept {
      figures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** The document, byte for byte. */
    public Path document() {
      return dir.resolve(name);
    }
  }

  /**
   * What writing a report came to.
   *
   * @param isNew false when the same report was issued before
   * @param onDesk where it lies for the office
   * @param isTemplateBroken whether the office's template could not be used, which is answered
   *     beside it
   */
  public record Issued(Kept kept, boolean isNew, Path onDesk, boolean isTemplateBroken) {}

  // ---- writing

  /**
   * The months, and the close of the year, whose report a night has to write, in order: those whose
   * deadline went by within the last {@link #LOOKS_BACK} days and that have no report from a
   * release of after it.
   */
  List<Period> listDue(Plan plan, LocalDate asOf) throws IOException {
    List<Period> due = new ArrayList<>();
    for (Period p : plan.listCollectedPeriods()) {
      if ((p.kind() == Period.Kind.MONTH || p.kind() == Period.Kind.FINAL)
          && asOf.isAfter(p.dueOn())
          && !p.dueOn().isBefore(asOf.minusDays(LOOKS_BACK))
          && list(plan.locality().code(), p.code()).stream()
              .noneMatch(k -> k.asOf().isAfter(p.dueOn()))) {
        due.add(p);
      }
    }
    due.sort(Comparator.comparing(Period::endsOn));
    return due;
  }

  /**
   * Lays reports on the desk that were kept but never came there, because the program was stopped
   * in between.
   *
   * @return where they lie now
   */
  List<Path> layLeft(String locality) throws IOException {
    List<Path> laid = new ArrayList<>();
    for (Path period : folders(home.reports().resolve(locality))) {
      for (Kept k : list(locality, period.getFileName().toString())) {
        if (Files.exists(k.dir().resolve(NOT_LAID))) {
          pin(k);
          Path onDesk = free(home.desk(locality), k.periodCode(), k.number());
          lay(Files.readAllBytes(k.document()), onDesk);
          Files.delete(k.dir().resolve(NOT_LAID));
          laid.add(onDesk);
        }
      }
    }
    return laid;
  }

  /**
   * Writes the report of a period from a release, once: the same release and template give the same
   * report, which is not issued again.
   *
   * @return empty when the locality has no such period, or it has not ended in the release
   */
  public Optional<Issued> issue(Release release, String locality, String period)
      throws IOException {
    Optional<ReportFacts> facts = release.findReportFacts(locality, period);
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    Path desk = home.desk(locality);
    Template template = template(locality, desk);
    boolean isBroken = Files.exists(desk.resolve(TEMPLATE_ANSWER));
    Report report = Report.write(facts.get(), template);
    List<Kept> before = list(locality, period);
    for (Kept k : before) {
      if (k.releaseId().equals(facts.get().edition().releaseId())
          && Arrays.equals(Files.readAllBytes(k.document()), report.bytes())) {
        Path onDesk = desk.resolve(k.name());
        if (!Files.exists(onDesk, LinkOption.NOFOLLOW_LINKS)) {
          lay(report.bytes(), onDesk);
        }
        Files.deleteIfExists(k.dir().resolve(NOT_LAID));
        return Optional.of(new Issued(k, false, onDesk, isBroken));
      }
    }
    int number = before.isEmpty() ? 1 : before.getLast().number() + 1;
    Path onDesk = free(desk, period, number);
    Kept kept = keep(facts.get(), report, template, number, onDesk.getFileName().toString());
    pin(kept);
    lay(report.bytes(), onDesk);
    Files.delete(kept.dir().resolve(NOT_LAID));
    return Optional.of(new Issued(kept, true, onDesk, isBroken));
  }

  /** {@code bao-cao-2026-10.docx}, the second {@code bao-cao-2026-10_lan-2.docx}. */
  private static Path free(Path desk, String period, int number) {
    for (int n = number; ; n++) {
      Path file = desk.resolve("bao-cao-" + period + (n == 1 ? "" : "_lan-" + n) + ".docx");
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
    }
  }

  private static void lay(byte[] bytes, Path file) throws IOException {
    Path draft = Home.draft(file.getParent(), ".docx");
    Files.write(draft, bytes);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The office's template; where it has none, ours is laid there; where it is broken, that is said
   * beside it and the last good one is used.
   */
  private Template template(String locality, Path desk) throws IOException {
    Path file = desk.resolve(TEMPLATE);
    Path answer = desk.resolve(TEMPLATE_ANSWER);
    Path lastGood = home.reports().resolve(locality).resolve(TEMPLATE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Template ours = Template.builtIn();
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        lay(ours.bytes(), file);
      }
      Files.deleteIfExists(answer);
      return ours;
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(Template.LARGEST + 1);
    }
    switch (Template.read(bytes)) {
      case Template.Reading.Usable(Template t) -> {
        Files.deleteIfExists(answer);
        if (!Files.exists(lastGood) || !Arrays.equals(Files.readAllBytes(lastGood), bytes)) {
          write(lastGood, bytes);
        }
        return t;
      }
      case Template.Reading.Broken(List<String> faults) -> {
        boolean hasLast = Files.exists(lastGood);
        Path draft = Home.draft(desk, ".txt");
        Files.writeString(draft, answer(faults, hasLast), StandardCharsets.UTF_8);
        Files.move(
            draft, answer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return hasLast
                && Template.read(Files.readAllBytes(lastGood))
                    instanceof Template.Reading.Usable(Template t)
            ? t
            : Template.builtIn();
      }
    }
  }

  private static String answer(List<String> faults, boolean hasLast) {
    StringBuilder s = new StringBuilder();
    s.append("MẪU BÁO CÁO CHƯA DÙNG ĐƯỢC – sửa ").append(faults.size()).append(" chỗ dưới đây\r\n");
    s.append("Tệp: ").append(TEMPLATE).append(". Báo cáo vẫn được viết, theo ");
    s.append(hasLast ? "mẫu dùng được gần nhất của văn phòng" : "mẫu có sẵn của hệ thống");
    s.append(".\r\n\r\n");
    for (int i = 0; i < faults.size(); i++) {
      s.append(i + 1).append(". ").append(faults.get(i)).append("\r\n");
    }
    return s.append("\r\nMuốn lấy lại mẫu có sẵn: đổi tên hoặc chuyển tệp này đi nơi khác.\r\n")
        .toString();
  }

  // ---- keeping

  private Path folder(String locality, String period) {
    return home.reports().resolve(locality).resolve(period);
  }

  private Kept keep(ReportFacts facts, Report report, Template template, int number, String name)
      throws IOException {
    ReportFacts.Edition e = facts.edition();
    Path dir = folder(e.localityCode(), facts.period().code()).resolve(Integer.toString(number));
    Path half =
        Files.createDirectories(home.tmp()).resolve("bao-cao-" + java.util.UUID.randomUUID());
    Files.createDirectories(half);
    write(half.resolve(name), report.bytes());
    write(half.resolve(TEMPLATE), template.bytes());
    write(half.resolve(RULES), Report.rules());
    write(half.resolve(NOT_LAID), new byte[0]);
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("locality_code", e.localityCode());
    m.put("period_code", facts.period().code());
    m.put("period_label", facts.period().label());
    m.put("number", number);
    m.put("release", e.releaseId());
    m.put("run", e.runId());
    m.put("as_of", e.asOf().toString());
    m.put("known_at", e.knownAt().toString());
    m.put("file", name);
    m.put("sha256", Archive.hash(half.resolve(name)));
    m.put("template_sha256", Archive.hash(half.resolve(TEMPLATE)));
    List<Map<String, Object>> figures = new ArrayList<>();
    report
        .figures()
        .forEach(
            (mark, f) -> {
              Map<String, Object> x = new LinkedHashMap<>();
              x.put("mark", mark);
              x.put("subject", f.subject());
              x.put("period_code", f.period());
              x.put("field", f.field());
              x.put("text", f.text());
              x.put("source_file", f.source().file());
              x.put("source_sheet", f.source().sheet());
              x.put("source_cells", f.source().cells());
              figures.add(x);
            });
    m.put("figures", figures);
    write(
        half.resolve(CONTENTS),
        (JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(m) + "\n")
            .getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(dir.getParent());
    Files.move(half, dir, StandardCopyOption.ATOMIC_MOVE);
    Disk.force(dir.getParent());
    return read(dir);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    Disk.force(file);
  }

  /** Its release stays as long as somebody may ask where its figures came from. */
  private void pin(Kept kept) throws IOException {
    Path release = home.releases().resolve(kept.releaseId());
    Path pinned = release.resolve(Retention.PINNED);
    if (Files.isDirectory(release) && !Files.exists(pinned)) {
      Files.writeString(pinned, kept.localityCode() + "/" + kept.name() + "\n");
    }
  }

  /** The reports of a period, in the order in which they were issued. */
  public List<Kept> list(String locality, String period) throws IOException {
    List<Kept> all = new ArrayList<>();
    for (Path dir : folders(folder(locality, period))) {
      if (Files.exists(dir.resolve(CONTENTS))) {
        all.add(read(dir));
      }
    }
    all.sort(Comparator.comparing(Kept::number));
    return all;
  }

  /** Every report that was ever issued here. */
  public List<Kept> listAll() throws IOException {
    List<Kept> all = new ArrayList<>();
    for (Path locality : folders(home.reports())) {
      for (Path period : folders(locality)) {
        all.addAll(list(locality.getFileName().toString(), period.getFileName().toString()));
      }
    }
    return all;
  }

  /** The notes beside all reports that were issued, readable or not. */
  static List<Path> listContents(Home home) throws IOException {
    return Backup.listFiles(home.reports()).stream()
        .filter(f -> f.getFileName().toString().equals(CONTENTS))
        .toList();
  }

  /** What is wrong with a kept report; empty when it is as it was issued. */
  static Optional<String> findDamage(Path dir) {
    try {
      Kept kept = read(dir);
      if (!Files.isRegularFile(kept.document())) {
        return Optional.of("thiếu " + kept.name());
      }
      return Archive.hash(kept.document()).equals(kept.sha256())
          ? Optional.empty()
          : Optional.of(kept.name() + " khác mã băm đã ghi");
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static List<Path> folders(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    }
  }

  private static Kept read(Path dir) throws IOException {
    try {
      JsonNode m = JsonMapper.shared().readTree(Files.readString(dir.resolve(CONTENTS)));
      Map<String, Figure> figures = new LinkedHashMap<>();
      for (JsonNode f : m.path("figures")) {
        figures.put(
            f.path("mark").asString(""),
            new Figure(
                f.path("subject").asString(""),
                f.path("period_code").asString(""),
                f.path("field").asString(""),
                f.path("text").asString(""),
                new ReportFacts.Source(
                    f.path("source_file").asString(""),
                    f.path("source_sheet").asString(""),
                    f.path("source_cells").asString(""))));
      }
      return new Kept(
          dir,
          m.path("locality_code").asString(""),
          m.path("period_code").asString(""),
          m.path("period_label").asString(""),
          m.path("number").asInt(0),
          m.path("release").asString(""),
          m.path("run").asString(""),
          LocalDate.parse(m.path("as_of").asString("")),
          LocalDateTime.parse(m.path("known_at").asString("")),
          m.path("file").asString(""),
          m.path("sha256").asString(""),
          figures);
    } catch (JacksonException | java.time.DateTimeException e) {
      throw new IOException(dir.resolve(CONTENTS) + " không đọc được", e);
    }
  }

  // ---- holding a copy against what was issued

  /** What was found about a copy of a report. */
  public sealed interface Checked {
    /**
     * Held against the report it is a copy of.
     *
     * @param derived what came of deriving the issued report again from its release
     */
    record Held(Kept kept, Derived derived, Verification verification) implements Checked {}

    /** Not to be judged: no Word document, not of ours, or its issued report is not kept here. */
    record NotOurs(String why) implements Checked {}
  }

  /** What came of deriving an issued report again. */
  public sealed interface Derived {
    /** Byte for byte. */
    record Same() implements Derived {}

    /** Something else came out. */
    record Different() implements Derived {}

    /** Nothing came out; why, as half a sentence. */
    record Impossible(String why) implements Derived {}
  }

  /**
   * Says which figures of a copy still stand.
   *
   * @param now the release that is out
   */
  public Checked verify(Path file, Release now) throws IOException {
    if (Files.size(file) > LARGEST_COPY) {
      return new Checked.NotOurs(
          "lớn hơn "
              + (LARGEST_COPY >> 20)
              + " MB nên không đọc; bỏ bớt ảnh trong tệp, hoặc nén ảnh bằng Word (Compress"
              + " Pictures), rồi chạy lại");
    }
    byte[] document = Files.readAllBytes(file);
    String release;
    try {
      Optional<String> named = Verification.findRelease(document);
      if (named.isEmpty()) {
        return new Checked.NotOurs(
            "không có số liệu nào mang mã của báo cáo; tệp này không phải báo cáo do hệ thống viết,"
                + " hoặc chỉ chép phần chữ");
      }
      release = named.get();
    } catch (IOException e) {
      return new Checked.NotOurs("không mở được như một văn bản Word (.docx)");
    }
    Kept kept = null;
    long most = 0;
    for (Kept k : listAll()) {
      if (k.releaseId().replaceAll("[^A-Za-z0-9]", "").equals(release)) {
        long common = Verification.countCommon(document, k.figures().keySet());
        if (common > most) {
          most = common;
          kept = k;
        }
      }
    }
    if (kept == null) {
      return new Checked.NotOurs(
          "báo cáo viết từ bản công bố "
              + release
              + ", nơi này không giữ bản phát hành của báo cáo đó");
    }
    Map<String, Figure> current =
        now.findReportFacts(kept.localityCode(), kept.periodCode())
            .map(f -> Report.write(f, Template.builtIn()).figures())
            .orElse(Map.of());
    return new Checked.Held(
        kept,
        deriveAgain(kept),
        Verification.of(
            document,
            Files.readAllBytes(kept.document()),
            kept.figures(),
            current,
            now.listCorrectedSince(kept.localityCode(), kept.knownAt())));
  }

  /** Derives an issued report again from its release, its template and its rules. */
  Derived deriveAgain(Kept kept) throws IOException {
    Optional<Release> release = Release.find(home.releases(), kept.releaseId());
    if (release.isEmpty()) {
      return new Derived.Impossible("bản công bố ấy không còn");
    }
    try (Release r = release.get()) {
      Path rules = kept.dir().resolve(RULES);
      Path template = kept.dir().resolve(TEMPLATE);
      if (!Files.exists(rules) || !Files.exists(template)) {
        return new Derived.Impossible("không giữ quy tắc viết câu hoặc mẫu của báo cáo ấy");
      }
      Optional<ReportFacts> facts = r.findReportFacts(kept.localityCode(), kept.periodCode());
      if (facts.isEmpty()) {
        return new Derived.Impossible("bản công bố ấy không có kỳ của báo cáo");
      }
      if (!(Template.read(Files.readAllBytes(template))
          instanceof Template.Reading.Usable(Template t))) {
        return new Derived.Impossible("mẫu của báo cáo ấy không dùng được với chương trình này");
      }
      byte[] again = Report.write(facts.get(), t, Files.readAllBytes(rules)).bytes();
      return Arrays.equals(again, Files.readAllBytes(kept.document()))
          ? new Derived.Same()
          : new Derived.Different();
    } catch (WarehouseException e) {
      return new Derived.Impossible("bản công bố ấy do chương trình cũ viết, không đọc được nữa");
    } catch (RuntimeException e) {
      // rules are data of their time: a word or a sentence that this program asks for may be
      // missing
      return new Derived.Impossible(
          "quy tắc viết câu của báo cáo ấy không dùng được với chương trình này");
    }
  }
}
