package vn.chitieu.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import vn.chitieu.ReleaseFixture;
import vn.chitieu.finding.Finding;
import vn.chitieu.finding.FindingCatalog;
import vn.chitieu.finding.Outcome;
import vn.chitieu.intake.Archive;
import vn.chitieu.intake.Home;
import vn.chitieu.intake.Receipt;
import vn.chitieu.sample.FormSheet;
import vn.chitieu.submission.ReportedValue;
import vn.chitieu.validation.History;
import vn.chitieu.warehouse.Judged;
import vn.chitieu.warehouse.StoredPlan;
import vn.chitieu.workbook.Workbooks;

/**
 * A faulty workbook for every kind of finding: the good October forms and the plan of the sample,
 * each with one thing wrong. Shared by the test of the catalogue and by whoever needs a bad file.
 */
public final class Faults {
  static final String LOCALITY = "thuy-nguyen";
  private static final String LOCKED = "nights/2026-03-17/thuy-nguyen/kthtdt/2026-03_kthtdt.xlsx";
  private static final String REOPENED =
      "nights/2026-07-20/thuy-nguyen/tram-y-te/Bổ sung tháng 5.xlsx";
  static final LocalDate AS_OF = LocalDate.of(2026, 10, 16);
  private static final Path SAMPLE = ReleaseFixture.repo().resolve("sample-input");
  static final Path PLAN = SAMPLE.resolve("plan/thuy-nguyen-2026.xlsx");
  private static final Path PLAN_LATER =
      SAMPLE.resolve("nights/2026-07-20/thuy-nguyen/van-phong/thuy-nguyen-2026.xlsx");

  /** One fault of a report form: how to make the file, in whose folder, after what history. */
  record Form(String folder, Make make, History history, LocalDate asOf) {
    Form(String folder, Make make, History history) {
      this(folder, make, history, AS_OF);
    }
  }

  /** Writes a workbook. */
  @FunctionalInterface
  interface Make {
    void write(Path file) throws Exception;

    /** Whose form it is. */
    default String folder() {
      return "kthtdt";
    }
  }

  /** A change to the good form of a unit. */
  private record Changed(String folder, Consumer<XSSFWorkbook> edit) implements Make {
    @Override
    public void write(Path file) throws IOException {
      change(base(folder), file, edit);
    }
  }

  /** A correction of a month that the chairman has signed. */
  private static final String AFTER_SIGNING =
      "nights/2026-07-20/thuy-nguyen/ttpvhcc/Đính chính tháng 6.xlsx";

  final Map<Class<? extends Finding>, Form> forms = new LinkedHashMap<>();
  final Map<Class<? extends Finding>, Make> plans = new LinkedHashMap<>();
  private final Path dir;
  private final Archive archive;
  private final List<StoredPlan> stored = new ArrayList<>();
  private final Plans known;

  Faults(Path dir) throws IOException {
    this.dir = dir;
    Home home = new Home(dir.resolve("home"));
    home.createState();
    this.archive = new Archive(home);
    for (Path plan : List.of(PLAN, PLAN_LATER)) {
      String sha = archive.store(plan).sha256();
      stored.add(
          new StoredPlan(
              LOCALITY,
              sha.substring(0, 8),
              sha,
              LocalDateTime.MIN,
              2026,
              LocalDate.of(2027, 1, 15)));
    }
    this.known =
        new Plans(
            l -> List.of(stored.getLast()),
            (l, v) -> stored.stream().filter(p -> p.version().equals(v)).findFirst(),
            archive);
    files();
    identities();
    structure();
    cells();
    relations();
    versions();
    past();
    people();
    plans();
  }

  /** Judges a file as the night would. */
  Judged judge(Path file, String folder, History history) throws IOException {
    return judge(file, folder, history, AS_OF);
  }

  /** Judges a file as the night of that day would. */
  Judged judge(Path file, String folder, History history, LocalDate asOf) throws IOException {
    Receipt receipt =
        new Receipt(
            "0123456789abcdef",
            LOCALITY,
            folder,
            file.getFileName().toString(),
            Archive.hash(file),
            Files.size(file),
            asOf.atTime(15, 0),
            asOf,
            asOf.atTime(23, 0),
            "run");
    return new Ingest(FindingCatalog.standard(), known, asOf)
        .judge(receipt, Workbooks.read(file), history);
  }

  /** Judges a plan that would replace the sample's first one. */
  Desk.Judgement judgePlan(Path file) throws IOException {
    return new Desk(FindingCatalog.standard(), archive)
        .judge(file, LOCALITY, year -> known.find(LOCALITY, stored.getFirst().version()));
  }

  /** The desk of a night. */
  Desk desk(LocalDate asOf) {
    return new Desk(FindingCatalog.standard(), archive, asOf);
  }

  /** Judges a plan that would replace another. */
  Desk.Judgement judgePlan(Path file, vn.chitieu.plan.Plan before) throws IOException {
    return new Desk(FindingCatalog.standard(), archive)
        .judge(file, LOCALITY, year -> Optional.of(before));
  }

  Path write(String name, Make make) throws Exception {
    Path file = dir.resolve(name + ".xlsx");
    make.write(file);
    return file;
  }

  // ---- bytes that are no form

  private static void text(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static void zip(Path file, String name, byte[] content) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
  }

  private void files() {
    form(Finding.NotAWorkbook.class, f -> Files.write(f, new byte[] {1, 2, 3, 0, 5}));
    form(
        Finding.OtherExcelFormat.class,
        f ->
            text(
                f,
                "<?xml version=\"1.0\"?><Workbook"
                    + " xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"));
    form(Finding.EmptyFile.class, f -> Files.write(f, new byte[0]));
    form(
        Finding.LockFileSent.class,
        f -> {
          byte[] owner = new byte[165];
          Arrays.fill(owner, (byte) ' ');
          byte[] name = "Lan".getBytes(StandardCharsets.US_ASCII);
          owner[0] = (byte) name.length;
          owner[55] = (byte) name.length;
          owner[56] = 0;
          System.arraycopy(name, 0, owner, 1, name.length);
          Files.write(f, owner);
        });
    form(
        Finding.HalfCopied.class,
        f -> {
          byte[] whole = Files.readAllBytes(base("kthtdt"));
          Files.write(f, Arrays.copyOf(whole, whole.length / 2));
        });
    form(
        Finding.PictureSent.class,
        f -> Files.write(f, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0}));
    form(Finding.PdfSent.class, f -> text(f, "%PDF-1.7\n%âãÏÓ\n1 0 obj"));
    form(Finding.TextSent.class, f -> text(f, "Mã;Chỉ tiêu;Kỳ này\n01a;Thu ngân sách;5"));
    form(Finding.WebPageSent.class, f -> text(f, "<html><body><table><tr><td>5</table></html>"));
    form(
        Finding.DocumentSent.class,
        f -> {
          try (POIFSFileSystem ole = new POIFSFileSystem();
              OutputStream out = Files.newOutputStream(f)) {
            ole.createDocument(new java.io.ByteArrayInputStream(new byte[5000]), "WordDocument");
            ole.writeFilesystem(out);
          }
        });
    form(
        Finding.ArchiveSent.class,
        f -> zip(f, "2026-10_kthtdt.xlsx", Files.readAllBytes(base("kthtdt"))));
    form(
        Finding.OpenDocumentSent.class,
        f ->
            zip(
                f,
                "mimetype",
                "application/vnd.oasis.opendocument.spreadsheet"
                    .getBytes(StandardCharsets.US_ASCII)));
    form(Finding.NumbersSent.class, f -> zip(f, "Index/Document.iwa", new byte[] {0}));
    form(
        Finding.EncryptedWorkbook.class,
        f -> {
          try (POIFSFileSystem ole = new POIFSFileSystem();
              OutputStream out = Files.newOutputStream(f)) {
            Encryptor e = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            e.confirmPassword("mat-khau");
            try (OutputStream inner = e.getDataStream(ole)) {
              inner.write(Files.readAllBytes(base("kthtdt")));
            }
            ole.writeFilesystem(out);
          }
        });
    form(
        Finding.BrokenWorkbook.class,
        f -> {
          byte[] whole = Files.readAllBytes(base("kthtdt"));
          // within the first part, whose checksum then no longer holds
          whole[60] ^= 0x10;
          Files.write(f, whole);
        });
    form(
        Finding.CeilingExceeded.class,
        f -> {
          ByteArrayOutputStream sheet = new ByteArrayOutputStream();
          try (XSSFWorkbook book = new XSSFWorkbook()) {
            book.createSheet("Số liệu");
            book.write(sheet);
          }
          try (var in =
                  new java.util.zip.ZipInputStream(
                      new java.io.ByteArrayInputStream(sheet.toByteArray()));
              ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(f))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
              out.putNextEntry(new ZipEntry(e.getName()));
              in.transferTo(out);
              if (e.getName().endsWith("sheet1.xml")) {
                byte[] blanks = new byte[1 << 20];
                Arrays.fill(blanks, (byte) ' ');
                for (int i = 0; i < 150; i++) {
                  out.write(blanks);
                }
              }
              out.closeEntry();
            }
          }
        });
    form(
        Finding.NotOurForm.class,
        f -> {
          try (XSSFWorkbook own = new XSSFWorkbook();
              OutputStream out = Files.newOutputStream(f)) {
            own.createSheet("Bảng của tôi").createRow(0).createCell(0).setCellValue("Thu: 12 tỷ");
            own.write(out);
          }
        });
  }

  // ---- a form that is not the right one

  private void identities() {
    form(
        Finding.MixedForms.class,
        edit("kthtdt", b -> identity(b.getSheet("Nhiệm vụ"), "ky=2026-10", "ky=2026-09")));
    form(
        Finding.WrongLocality.class, edit("kthtdt", b -> everywhere(b, "thuy-nguyen", "an-duong")));
    forms.put(
        Finding.WrongUnit.class,
        new Form("thue", f -> Files.copy(base("kthtdt"), f), History.EMPTY));
    form(
        Finding.UnknownPeriod.class,
        edit("kthtdt", b -> everywhere(b, "ky=2026-10", "ky=2026-13")));
    form(
        Finding.PeriodNotBegun.class,
        edit("kthtdt", b -> everywhere(b, "ky=2026-10", "ky=2026-12")));
    form(Finding.OldForm.class, edit("kthtdt", b -> everywhere(b, "mau=1.1", "mau=0.9")));
    form(
        Finding.UnknownPlanVersion.class,
        edit(
            "kthtdt",
            b -> everywhere(b, "ke-hoach=" + stored.getLast().version(), "ke-hoach=00000000")));
  }

  private void structure() {
    form(
        Finding.SheetMissing.class,
        edit("kthtdt", b -> b.removeSheetAt(b.getSheetIndex("Nhiệm vụ"))));
    form(
        Finding.ColumnMissing.class,
        edit(
            "kthtdt",
            b -> {
              for (Row row : b.getSheet("Vướng mắc")) {
                for (Cell c : row) {
                  if (c.toString().equals("#proposal")) {
                    c.setBlank();
                  }
                }
              }
            }));
    form(Finding.NewerForm.class, edit("kthtdt", b -> everywhere(b, "mau=1.1", "mau=2.0")));
    form(Finding.OlderMinorForm.class, edit("kthtdt", b -> everywhere(b, "mau=1.1", "mau=1.0")));
    forms.put(
        Finding.PeriodLocked.class,
        new Form("kthtdt", f -> Files.copy(SAMPLE.resolve(LOCKED), f), History.EMPTY));
    forms.put(
        Finding.AcceptedUnderReopening.class,
        new Form(
            "tram-y-te",
            f -> Files.copy(SAMPLE.resolve(REOPENED), f),
            History.EMPTY,
            LocalDate.of(2026, 7, 31)));
    form(
        Finding.SheetRepeated.class,
        edit("kthtdt", b -> b.cloneSheet(b.getSheetIndex("Nhiệm vụ"), "Nhiệm vụ (2)")));
    form(
        Finding.SheetsDiffer.class,
        edit(
            "kthtdt",
            b -> {
              Sheet copy = b.cloneSheet(b.getSheetIndex("Số liệu"), "Số liệu (2)");
              FormSheet s = new FormSheet(copy);
              s.cell(s.row("item", "01a"), "value").setCellValue(1);
            }));
    form(
        Finding.SheetWithoutIdentity.class,
        edit("kthtdt", b -> b.getSheet("Vướng mắc").removeRow(b.getSheet("Vướng mắc").getRow(0))));
    form(
        Finding.RowLabelMismatch.class,
        values(
            "kthtdt",
            s -> {
              String other = s.cell(s.row("item", "04b"), "name").toString();
              s.cell(s.row("item", "04a"), "name").setCellValue(other);
            }));
    form(
        Finding.RowMissing.class, values("kthtdt", s -> s.sheet().removeRow(s.row("item", "04a"))));
    form(
        Finding.RowWithoutCode.class,
        values("kthtdt", s -> s.cell(extraRow(s), "value").setCellValue(7)));
    form(
        Finding.UnknownRow.class,
        values(
            "kthtdt",
            s -> {
              Row row = extraRow(s);
              s.cell(row, "item").setCellValue("99z");
              s.cell(row, "value").setCellValue(7);
            }));
    form(
        Finding.RowRepeated.class,
        values(
            "kthtdt",
            s -> {
              Row row = extraRow(s);
              s.cell(row, "item").setCellValue("01a");
              s.cell(row, "value").setCellValue(7);
            }));
  }

  // ---- one cell

  private void cells() {
    form(
        Finding.NothingFilledIn.class,
        values(
            "kthtdt",
            s -> {
              for (Row row : s.sheet()) {
                Cell c = row.getCell(s.column("value"));
                Cell code = row.getCell(s.column("item"));
                if (c != null
                    && code != null
                    && code.toString().matches("\\d\\d.*")
                    && c.getCellType() != org.apache.poi.ss.usermodel.CellType.FORMULA) {
                  c.setBlank();
                }
              }
            }));
    early(
        Finding.NoRowToFillIn.class,
        "kho-bac",
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Số liệu"));
          s.sheet().removeRow(s.row("item", "01a"));
          s.sheet().removeRow(s.row("item", "01b"));
        });
    form(Finding.ValueMissing.class, value("kthtdt", "01a", Cell::setBlank));
    form(Finding.ChoiceMissing.class, value("ttpvhcc", "12c/done", Cell::setBlank));
    form(Finding.NotANumber.class, value("kthtdt", "04a", c -> c.setCellValue("mười bảy")));
    form(Finding.AmbiguousNumber.class, value("kthtdt", "01a", c -> c.setCellValue("49.655")));
    form(Finding.NumberAsText.class, value("kthtdt", "01a", c -> c.setCellValue("49,6550")));
    form(Finding.NegativeValue.class, value("kthtdt", "04a", c -> c.setCellValue(-1)));
    form(Finding.NotAWholeNumber.class, value("kthtdt", "04a", c -> c.setCellValue(17.5)));
    form(Finding.RoundedToScale.class, value("kthtdt", "01a", c -> c.setCellValue(49.65512)));
    form(Finding.NumberTooLarge.class, value("kthtdt", "04a", c -> c.setCellValue(4.9655e10)));
    form(
        Finding.ErrorCell.class,
        value("kthtdt", "04a", c -> c.setCellErrorValue(FormulaError.REF.getCode())));
    form(
        Finding.FormulaWithoutResult.class,
        value(
            "kthtdt",
            "04a",
            c -> {
              c.setBlank();
              c.setCellFormula("10+7");
            }));
    form(Finding.NotADate.class, value("ttpvhcc", "12c/on", c -> c.setCellValue("hôm qua")));
    form(
        Finding.FutureDate.class,
        value("ttpvhcc", "12c/on", c -> c.setCellValue(LocalDate.of(2026, 12, 1))));
    form(Finding.NotInList.class, value("ttpvhcc", "12c/done", c -> c.setCellValue("sắp được")));
    form(
        Finding.PercentOutOfRange.class, value("ttpvhcc", "12c/percent", c -> c.setCellValue(120)));
    typed(Finding.UnitWritten.class, "kthtdt", "01a", "49,6550 tỷ đồng");
    typed(Finding.UnitConverted.class, "kthtdt", "01a", "49.655 triệu");
    typed(Finding.LetterForDigit.class, "kthtdt", "04a", "2O");
    typed(Finding.OtherUnit.class, "kthtdt", "04a", "20 hộ");
    form(Finding.UnitMistaken.class, value("kthtdt", "01a", c -> c.setCellValue(49_655_000_000d)));
    typed(Finding.PercentWhereCount.class, "kthtdt", "04a", "98,5%");
    form(
        Finding.PercentAsFraction.class,
        value("ttpvhcc", "12c/percent", c -> c.setCellValue(0.985)));
    typed(Finding.MarkReadAsBlank.class, "kthtdt", "02", "-");
    typed(Finding.NothingMarked.class, "kthtdt", "04a", "…");
    typed(Finding.WordForZero.class, "kthtdt", "04b", "không phát sinh");
    typed(Finding.DateAsText.class, "ttpvhcc", "12c/on", "25/9/2026");
    typed(Finding.DateToConfirm.class, "ttpvhcc", "12c/on", "25/9");
    typed(Finding.MonthBeforeDay.class, "ttpvhcc", "12c/on", "09/25/2026");
    form(
        Finding.DateOutOfRange.class,
        value("ttpvhcc", "12c/on", c -> c.setCellValue(LocalDate.of(2006, 9, 25))));
    typed(Finding.WordReadAs.class, "ttpvhcc", "12c/done", "rồi");
    typed(Finding.DidYouMean.class, "ttpvhcc", "12c/done", "xong");
    form(
        Finding.LegacyEncoding.class,
        values(
            "kthtdt",
            s -> s.cell(s.row("item", "01a"), "explanation").setCellValue("Thu ng©n s¸ch")));
  }

  // ---- between cells

  private void relations() {
    form(
        Finding.NumeratorExceedsDenominator.class,
        value("ttpvhcc", "12a/n", c -> c.setCellValue(2345)));
    form(Finding.ZeroDenominator.class, value("ttpvhcc", "12a/d", c -> c.setCellValue(0)));
    form(Finding.AreaTotalMismatch.class, value("kthtdt", "06b", c -> c.setCellValue(140)));
    form(
        Finding.AreaMissing.class,
        edit(
            "kthtdt",
            b -> {
              FormSheet s = new FormSheet(b.getSheet("Tổ dân phố"));
              s.cell(s.row("area", "tdp-03"), "06a").setBlank();
            }));
    early(
        Finding.AreaChoiceMissing.class,
        "vhxh",
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Tổ dân phố"));
          s.cell(s.row("area", "tdp-03"), "08b").setBlank();
        });
    List<History.Counted> nine = new ArrayList<>();
    for (int m = 1; m <= 9; m++) {
      nine.add(flow("01a", "2026-0" + m, "49"));
    }
    forms.put(
        Finding.CumulativeDiffers.class,
        new Form("kthtdt", f -> Files.copy(base("kthtdt"), f), new History(nine, List.of())));
    form(
        Finding.EventWithoutExplanation.class,
        edit(
            "kthtdt",
            b -> {
              FormSheet values = new FormSheet(b.getSheet("Số liệu"));
              values.cell(values.row("item", "06a"), "value").setCellValue(1);
              FormSheet areas = new FormSheet(b.getSheet("Tổ dân phố"));
              areas.cell(areas.row("area", "tdp-03"), "06a").setCellValue(1);
            }));
    form(Finding.DoneWithoutDate.class, value("ttpvhcc", "12c/on", Cell::setBlank));
    form(
        Finding.DateWithoutDone.class,
        values(
            "ttpvhcc",
            s -> {
              s.cell(s.row("item", "12c/done"), "value").setCellValue("không");
              s.cell(s.row("item", "12c/percent"), "value").setCellValue(90);
            }));
    form(
        Finding.DifficultyIncomplete.class,
        edit(
            "kthtdt",
            b -> {
              FormSheet s = new FormSheet(b.getSheet("Vướng mắc"));
              s.cell(s.row("no", "2"), "what").setCellValue("Thiếu vốn");
            }));
    form(
        Finding.PostponedWithoutReason.class,
        edit(
            "ttpvhcc",
            b -> {
              FormSheet s = new FormSheet(b.getSheet("Nhiệm vụ"));
              Row row = s.row("task", "II.3.2-a");
              s.cell(row, "new_due").setCellValue(LocalDate.of(2027, 1, 31));
              s.cell(row, "reason").setBlank();
            }));
  }

  private void versions() {
    Path same = base("kthtdt");
    forms.put(
        Finding.SameFileAgain.class,
        new Form(
            "kthtdt",
            f -> Files.copy(same, f),
            new History(
                List.of(),
                List.of(
                    new History.Attempt(
                        "2026-10", 1, hash(same), Outcome.ACCEPTED, AS_OF.minusDays(1))))));
    forms.put(
        Finding.LaterCumulativesMove.class,
        new Form(
            "kthtdt",
            f -> Files.copy(same, f),
            new History(
                List.of(
                    new History.Counted("04a", "2026-10", 1, BigDecimal.ONE, null, null, null),
                    new History.Counted("04a", "2026-11", 1, BigDecimal.TWO, null, null, null)),
                List.of())));
    // 02 is asked for only when it is known, so that leaving it blank is no fault of its own
    forms.put(
        Finding.EarlierValueCounts.class,
        new Form(
            "kthtdt",
            f -> Files.copy(same, f),
            new History(
                List.of(
                    new History.Counted(
                        "02", "2026-10", 1, new BigDecimal("812.5"), null, null, null)),
                List.of())));
  }

  // ---- against what was said before

  private void past() throws IOException {
    form(
        Finding.PartExceedsWhole.class,
        values(
            "kthtdt",
            s -> {
              s.cell(s.row("item", "01a"), "value").setCellValue(40);
              s.cell(s.row("item", "01b"), "value").setCellValue(42);
            }));
    form(
        Finding.GrowthDoesNotFit.class,
        values(
            "kthtdt",
            s -> {
              s.cell(s.row("item", "05a"), "value").setCellValue(10.5);
              s.cell(s.row("item", "05b"), "value").setCellValue(125);
            }));
    form(Finding.DoneBelowFull.class, value("ttpvhcc", "12c/percent", c -> c.setCellValue(80)));
    form(
        Finding.FullButNotDone.class,
        edit(
            "ttpvhcc",
            b -> {
              FormSheet s = new FormSheet(b.getSheet("Nhiệm vụ"));
              Row row = s.row("task", "II.3.2-a");
              s.cell(row, "state").setCellValue("đang thực hiện");
              s.cell(row, "percent").setCellValue(100);
              s.cell(row, "new_due").setBlank();
              s.cell(row, "reason").setBlank();
            }));
    forms.put(
        Finding.QuestionNotAnswered.class,
        new Form(
            "kthtdt",
            f ->
                change(
                    SAMPLE.resolve("nights/2026-08-18/thuy-nguyen/kthtdt/2026-08_kthtdt.xlsx"),
                    f,
                    b -> {
                      FormSheet s = new FormSheet(b.getSheet("Yêu cầu giải trình"));
                      s.cell(s.row("question", "gt-01"), "answer").setBlank();
                      FormSheet v = new FormSheet(b.getSheet("Số liệu"));
                      v.cell(v.row("item", "06a"), "explanation").setCellValue("một hộ phát sinh");
                    }),
            History.EMPTY,
            LocalDate.of(2026, 8, 18)));
    form(
        Finding.SignerMissing.class,
        values("kthtdt", s -> s.cell(s.row("item", "nguoi-ky"), "value").setBlank()));
    forms.put(
        Finding.CorrectedAfterSigning.class,
        new Form(
            "ttpvhcc",
            f -> Files.copy(SAMPLE.resolve(AFTER_SIGNING), f),
            said(
                SAMPLE.resolve("nights/2026-06-16/thuy-nguyen/ttpvhcc/2026-06_ttpvhcc.xlsx"),
                "ttpvhcc",
                "2026-06"),
            LocalDate.of(2026, 7, 20)));
    Path june = SAMPLE.resolve("nights/2026-06-16/thuy-nguyen/ttpvhcc/2026-06_ttpvhcc.xlsx");
    forms.put(
        Finding.AddedAfterSigning.class,
        new Form(
            "ttpvhcc",
            f -> Files.copy(june, f),
            new History(
                said(june, "ttpvhcc", "2026-06").counted().stream()
                    .filter(c -> !c.measureCode().equals("12b"))
                    .toList(),
                List.of()),
            LocalDate.of(2026, 7, 20)));
    Path treasury = SAMPLE.resolve("nights/2026-10-15/thuy-nguyen/kho-bac/2026-10_kho-bac.xlsx");
    forms.put(
        Finding.FinalBelowMonths.class,
        new Form(
            "kho-bac",
            f -> change(treasury, f, b -> everywhere(b, "ky=2026-10", "ky=2026-final")),
            counted(flow("01a", "2026-09", "500")),
            LocalDate.of(2027, 1, 4)));
    with(
        Finding.SuddenChange.class,
        counted(
            flow("04a", "2026-07", "2"), flow("04a", "2026-08", "2"), flow("04a", "2026-09", "2")),
        new Changed("kthtdt", b -> {}));
    form(Finding.ChangeFromLastYear.class, value("kthtdt", "04a", c -> c.setCellValue(40)));
    with(Finding.SameAsLastMonth.class, same("2026-09"), new Changed("kthtdt", b -> {}));
    with(
        Finding.StockJump.class,
        counted(rate("07a", "2026-09", "20000", null)),
        new Changed("kthtdt", b -> {}));
    with(
        Finding.FixedDenominatorChanged.class,
        counted(rate("03", "2026-09", null, "180")),
        new Changed("kthtdt", b -> {}));
    with(
        Finding.CumulativeExceedsDenominator.class,
        counted(rate("03", "2026-09", "180", null)),
        new Changed("kthtdt", b -> {}));
    form(
        Finding.StockAboveStart.class,
        edit(
            "kthtdt",
            b -> {
              FormSheet values = new FormSheet(b.getSheet("Số liệu"));
              values.cell(values.row("item", "06b"), "value").setCellValue(139 + 16);
              FormSheet areas = new FormSheet(b.getSheet("Tổ dân phố"));
              Cell part = areas.cell(areas.row("area", "tdp-03"), "06b");
              part.setCellValue(part.getNumericCellValue() + 16);
            }));
    with(Finding.DoneUndone.class, counted(milestone(true, null)), notDone(90));
    with(Finding.PercentFalls.class, counted(milestone(false, "90")), notDone(80));
    with(
        Finding.DoneBeforeNotDone.class,
        counted(milestone(false, null)),
        value("ttpvhcc", "12c/on", c -> c.setCellValue(LocalDate.of(2026, 9, 14))));
    with(
        Finding.DifficultyGone.class,
        new History(List.of(), List.of(), List.of(), List.of(new History.Raised("2026-10", 5))),
        new Changed("kthtdt", b -> {}));
    forms.put(
        Finding.OldPeriodForm.class,
        new Form(
            "kthtdt", new Changed("kthtdt", b -> {}), same("2026-10"), LocalDate.of(2026, 11, 16)));
  }

  private static History counted(History.Counted... values) {
    return new History(List.of(values), List.of());
  }

  private static History.Counted flow(String measure, String period, String value) {
    return new History.Counted(measure, period, 1, new BigDecimal(value), null, null, null);
  }

  private static History.Counted rate(
      String measure, String period, @Nullable String n, @Nullable String d) {
    return new History.Counted(
        measure,
        period,
        1,
        null,
        n == null ? null : new BigDecimal(n),
        d == null ? null : new BigDecimal(d),
        null);
  }

  private static History.Counted milestone(boolean isDone, @Nullable String percent) {
    return new History.Counted(
        "12c",
        "2026-09",
        1,
        null,
        null,
        null,
        isDone,
        null,
        percent == null ? null : new BigDecimal(percent));
  }

  /** A history in which some period says what the good October form says. */
  private History same(String period) throws IOException {
    return said(base("kthtdt"), "kthtdt", period);
  }

  /** A history in which some period says what a form says. */
  private History said(Path form, String unit, String period) throws IOException {
    List<History.Counted> values = new ArrayList<>();
    for (ReportedValue v :
        java.util.Objects.requireNonNull(judge(form, unit, History.EMPTY).submission()).values()) {
      values.add(
          new History.Counted(
              v.measureCode(),
              period,
              1,
              v.value() == null ? null : v.value().value(),
              v.numerator() == null ? null : v.numerator().value(),
              v.denominator() == null ? null : v.denominator().value(),
              v.isDone(),
              v.doneOn(),
              v.criteriaPercent() == null ? null : v.criteriaPercent().value()));
    }
    return new History(values, List.of());
  }

  private static Changed notDone(int percent) {
    return new Changed(
        "ttpvhcc",
        b -> {
          FormSheet s = new FormSheet(b.getSheet("Số liệu"));
          s.cell(s.row("item", "12c/done"), "value").setCellValue("không");
          s.cell(s.row("item", "12c/on"), "value").setBlank();
          s.cell(s.row("item", "12c/percent"), "value").setCellValue(percent);
        });
  }

  private void with(Class<? extends Finding> kind, History history, Make make) {
    forms.put(kind, new Form(make.folder(), make, history));
  }

  // ---- personal data

  private void people() {
    explained(Finding.PersonalNumber.class, "Công dân 031 099 001234 đã được hỗ trợ");
    explained(
        Finding.PeopleListed.class, "Hộ ông Nguyễn Văn An, bà Trần Thị Bình và hộ Lê Hoàng Cường");
    explained(Finding.PhoneNumber.class, "Liên hệ 0912 345 678");
  }

  private void explained(Class<? extends Finding> kind, String words) {
    form(
        kind,
        values("kthtdt", s -> s.cell(s.row("item", "01a"), "explanation").setCellValue(words)));
  }

  // ---- the plan workbook

  private void plans() {
    plans.put(
        Finding.PlanValueMissing.class,
        plan(b -> cell(b, "Đơn vị", "code", "vhxh", "name").setBlank()));
    plans.put(
        Finding.PlanUnknownCode.class,
        plan(b -> cell(b, "Phân công", "unit", "cap-nuoc", "unit").setCellValue("cap-nuocc")));
    plans.put(
        Finding.PlanCodeRepeated.class,
        plan(b -> cell(b, "Tổ dân phố", "code", "tdp-02", "code").setCellValue("tdp-03")));
    plans.put(
        Finding.PlanContradiction.class,
        plan(b -> cell(b, "Phân công", "unit", "ban-qlda", "authority").setCellValue("có")));
    plans.put(
        Finding.PlanDatesOutOfOrder.class,
        plan(
            b ->
                cell(b, "Kỳ báo cáo", "code", "2026-10", "due")
                    .setCellValue(LocalDate.of(2026, 10, 13))));
    plans.put(
        Finding.PlanSheetRepeated.class,
        plan(b -> b.cloneSheet(b.getSheetIndex("Tổ dân phố"), "Tổ dân phố (2)")));
    plans.put(
        Finding.PlanSwitchNotAllowed.class, plan(b -> addSwitch(b, "C002", "để biết", "áp dụng")));
    plans.put(
        Finding.PlanTieBroken.class,
        plan(b -> cell(b, "Số liệu gốc", "measure", "06b", "value").setCellValue(160)));
    plans.put(
        Finding.PlanCodeReused.class,
        plan(b -> cell(b, "Chỉ tiêu", "code", "04a", "kind").setCellValue("thời điểm")));
    plans.put(
        Finding.PlanCodeRetired.class,
        plan(
            b -> {
              Sheet areas = b.getSheet("Tổ dân phố");
              areas.removeRow(cell(b, "Tổ dân phố", "code", "tdp-12", "code").getRow());
            }));
    plans.put(
        Finding.PlanAreaGone.class,
        plan(
            b -> {
              FormSheet s = new FormSheet(b.getSheet("Địa giới"));
              Row row = extraRow(s);
              s.cell(row, "kind").setCellValue("tổ dân phố");
              s.cell(row, "old").setCellValue("tdp-12");
              s.cell(row, "new").setCellValue("tdp-11");
              s.cell(row, "valid_from").setCellValue(LocalDate.of(2026, 7, 1));
              var style = b.createCellStyle();
              style.setDataFormat(b.createDataFormat().getFormat("dd/mm/yyyy"));
              s.cell(row, "valid_from").setCellStyle(style);
            }));
    plans.put(
        Finding.PlanTargetRewritten.class,
        plan(b -> cell(b, "Chỉ tiêu giao", "measure", "04a", "value").setCellValue(220)));
  }

  /** One more line on the sheet of weights. */
  static void addSwitch(XSSFWorkbook b, String code, String severity, String stage) {
    FormSheet s = new FormSheet(b.getSheet("Mức độ"));
    Row row = extraRow(s);
    s.cell(row, "code").setCellValue(code);
    s.cell(row, "severity").setCellValue(severity);
    s.cell(row, "stage").setCellValue(stage);
  }

  private static Cell cell(XSSFWorkbook b, String sheet, String key, String code, String column) {
    FormSheet s = new FormSheet(b.getSheet(sheet));
    return s.cell(s.row(key, code), column);
  }

  // ---- how they are made

  /** A change to the October form of a unit that sends it a day earlier than others. */
  private void early(Class<? extends Finding> kind, String unit, Consumer<XSSFWorkbook> edit) {
    Path form =
        SAMPLE.resolve("nights/2026-10-15/thuy-nguyen/" + unit + "/2026-10_" + unit + ".xlsx");
    forms.put(kind, new Form(unit, f -> change(form, f, edit), History.EMPTY));
  }

  private void form(Class<? extends Finding> kind, Make make) {
    forms.put(kind, new Form(make.folder(), make, History.EMPTY));
  }

  /** The good October form of a unit. */
  static Path base(String unit) {
    return SAMPLE.resolve("nights/2026-10-16/thuy-nguyen/" + unit + "/2026-10_" + unit + ".xlsx");
  }

  private static String hash(Path file) {
    try {
      return Archive.hash(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Make edit(String unit, Consumer<XSSFWorkbook> change) {
    return new Changed(unit, change);
  }

  static Make plan(Consumer<XSSFWorkbook> change) {
    return f -> change(PLAN, f, change);
  }

  private static void change(Path from, Path to, Consumer<XSSFWorkbook> change) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        XSSFWorkbook book = new XSSFWorkbook(in);
        OutputStream out = Files.newOutputStream(to)) {
      change.accept(book);
      book.write(out);
    }
  }

  private static Make values(String unit, Consumer<FormSheet> change) {
    return edit(unit, b -> change.accept(new FormSheet(b.getSheet("Số liệu"))));
  }

  private static Make value(String unit, String item, Consumer<Cell> change) {
    return values(unit, s -> change.accept(s.cell(s.row("item", item), "value")));
  }

  private void typed(Class<? extends Finding> kind, String unit, String item, String text) {
    form(kind, value(unit, item, c -> c.setCellValue(text)));
  }

  /** A row inserted below everything, as an officer would. */
  private static Row extraRow(FormSheet s) {
    return s.sheet().createRow(s.sheet().getLastRowNum() + 1);
  }

  private static void everywhere(XSSFWorkbook b, String from, String to) {
    for (Sheet s : b) {
      identity(s, from, to);
    }
  }

  private static void identity(Sheet sheet, String from, String to) {
    for (Row row : sheet) {
      for (Cell c : row) {
        if (c.toString().startsWith("#chitieu ")) {
          c.setCellValue(c.getStringCellValue().replace(from, to));
        }
      }
    }
  }
}
