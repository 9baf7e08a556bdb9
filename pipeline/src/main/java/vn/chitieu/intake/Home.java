package vn.chitieu.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where everything of an installation lies: {@code share/} is seen by units, {@code state/} only by
 * the program. No path is ever built from a cell's text or a file's name; unit and locality come
 * from folders that exist.
 */
public record Home(Path root) {
  /** The office's desk; units cannot mount it. */
  public static final String DESK = "van-phong";

  public static final String DROP = "nop";

  public static final String ANSWERS = "ket-qua";
  public static final String FORMS = "bieu-mau";

  /** The file in a share by which it is known. */
  public static final String MARKER = ".chitieu";

  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** A unit's folder in the share. */
  public record UnitFolder(String localityCode, String unitCode, Path path) {
    public Path drop() {
      return path.resolve(DROP);
    }

    public Path answers() {
      return path.resolve(ANSWERS);
    }

    public Path forms() {
      return path.resolve(FORMS);
    }

    /** The folders of this unit that are links: whoever made them wants to lead us elsewhere. */
    public List<Path> listLinks() {
      return Stream.of(drop(), answers(), forms()).filter(Files::isSymbolicLink).toList();
    }
  }

  public Home {
    root = root.toAbsolutePath().normalize();
  }

  public Path share() {
    return root.resolve("share");
  }

  /** Written by {@code init}; absent means that the share is not mounted. */
  public Path marker() {
    return share().resolve(MARKER);
  }

  /** What the marker of a home says whose figures are made up for show. */
  public static final String ILLUSTRATIVE = "so-lieu=minh-hoa";

  /** Whether the figures of this home are made up for show: its forms then say so. */
  public boolean isIllustrative() throws IOException {
    return Files.exists(marker()) && Files.readString(marker()).contains(ILLUSTRATIVE);
  }

  /**
   * A new file to write in a folder that others can write too, to be renamed when it is whole. Its
   * name cannot be foreseen, so nothing can lie in wait under it; what killed runs left there goes.
   *
   * @throws IOException when the folder is a link or cannot be made
   */
  public static Path draft(Path folder, String ending) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(folder + " là đường dẫn tắt, không ghi vào");
    }
    Files.createDirectories(folder);
    try (Stream<Path> left = Files.list(folder)) {
      for (Path p : left.filter(f -> f.getFileName().toString().startsWith(DRAFT)).toList()) {
        Files.deleteIfExists(p);
      }
    }
    return folder.resolve(DRAFT + java.util.UUID.randomUUID() + ending);
  }

  private static final String DRAFT = ".dang-viet-";

  public Path state() {
    return root.resolve("state");
  }

  public Path warehouse() {
    return state().resolve("warehouse.duckdb");
  }

  public Path archive() {
    return state().resolve("archive");
  }

  /** What runs took and did, event by event. */
  Path journal() {
    return archive().resolve("receipts.jsonl");
  }

  public Path releases() {
    return state().resolve("releases");
  }

  /** Reports as they were issued, by locality, period and number. */
  public Path reports() {
    return state().resolve("reports");
  }

  public Path runs() {
    return state().resolve("runs");
  }

  public Path jobs() {
    return state().resolve("jobs").resolve("jobs");
  }

  public Path lock() {
    return state().resolve("lock");
  }

  public Path tmp() {
    return state().resolve("tmp");
  }

  public Path secrets() {
    return state().resolve("secrets.env");
  }

  public Path desk(String localityCode) {
    return share().resolve(localityCode).resolve(DESK);
  }

  public UnitFolder unit(String localityCode, String unitCode) {
    if (!SLUG.matcher(localityCode).matches() || !SLUG.matcher(unitCode).matches()) {
      throw new IllegalArgumentException("not a folder's code: " + localityCode + "/" + unitCode);
    }
    return new UnitFolder(localityCode, unitCode, share().resolve(localityCode).resolve(unitCode));
  }

  /** Makes the state's folders; the share is made by {@code init} only. */
  public void createState() throws IOException {
    for (Path dir : List.of(archive(), releases(), runs(), jobs().getParent(), tmp())) {
      Files.createDirectories(dir);
    }
  }

  /** Every locality's folder, in name order; its desk may be missing. */
  public List<String> listLocalities() throws IOException {
    return folders(share()).stream().map(p -> p.getFileName().toString()).toList();
  }

  /** The unit folders of a locality, in name order. */
  public List<UnitFolder> listUnits(String localityCode) throws IOException {
    List<UnitFolder> units = new ArrayList<>();
    for (Path p : folders(share().resolve(localityCode))) {
      String name = p.getFileName().toString();
      if (!name.equals(DESK)) {
        units.add(new UnitFolder(localityCode, name, p));
      }
    }
    return units;
  }

  private static List<Path> folders(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(dir)) {
      return entries
          .filter(p -> SLUG.matcher(p.getFileName().toString()).matches())
          .filter(p -> Files.isDirectory(p, java.nio.file.LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparing(p -> p.getFileName().toString()))
          .toList();
    }
  }
}
