package vn.chitieu.workbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import vn.chitieu.finding.Finding;
import vn.chitieu.plan.Period;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.Unit;
import vn.chitieu.sheet.Draft;

/**
 * Everything this program knows of spreadsheet files: reading what was sent, making the workbook to
 * fill, writing the answer into the sender's own workbook. Stateless and safe to call from several
 * threads.
 */
public final class Workbooks {
  private Workbooks() {}

  /**
   * Reads a file's coded tables, exactly and under ceilings, whatever its name says it is.
   *
   * <p>{@code .xlsx}, {@code .xlsm} (its macros are never touched) and {@code .xls} of Excel 97 and
   * later are read.
   *
   * @return the draft, or the one finding that says why the file cannot be read, of those about the
   *     file: {@link Finding.NotAWorkbook}, {@link Finding.BrokenWorkbook}, …
   * @throws java.io.UncheckedIOException when the disk does not give the bytes: that is our fault,
   *     not the sender's
   */
  public static Reading read(Path file) {
    return read(file, Ceilings.STANDARD);
  }

  /**
   * Writes the workbook a unit fills for a period. The same inputs give the same bytes.
   *
   * @param prefill what the form shows beforehand; display only
   * @param illustrative whether the form says that its figures are made up
   * @param out written whole; an existing file is replaced
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  public static void template(
      Plan plan, Unit unit, Period period, Prefill prefill, boolean illustrative, Path out) {
    FormWriter.write(plan, unit, period, prefill, illustrative, out);
  }

  /**
   * Writes an answer into the sender's own workbook: a first sheet {@code Kết quả}, and in each
   * cell that is spoken of a coloured border and a comment with the same sentence. Everything else
   * stays byte for byte; what an earlier answer left is taken out.
   *
   * @param original a workbook that {@link #read} could read
   * @param out written whole, whatever its name; an existing file is replaced
   * @return how the answer must be named to be opened: {@code .xlsx}, {@code .xlsm} or {@code .xls}
   * @throws IllegalArgumentException when the original is no readable workbook
   * @throws java.io.UncheckedIOException when it cannot be read or the answer not be written
   */
  public static String annotate(Path original, Answer answer, Path out) {
    try {
      byte[] bytes = FileKind.readAll(original, Ceilings.STANDARD);
      if (FileKind.kindOf(bytes) == FileKind.Kind.BINARY) {
        XlsAnswer.annotate(bytes, answer, out);
        return ".xls";
      }
      return Annotator.annotate(bytes, original, answer, out);
    } catch (Fault e) {
      throw new IllegalArgumentException(original + ": " + e.finding(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Reading read(Path file, Ceilings ceilings) {
    return read(file, ceilings, true);
  }

  /**
   * Reads a file.
   *
   * @param isFast whether the fast reader may try first; without, the slow one says the same
   */
  static Reading read(Path file, Ceilings ceilings, boolean isFast) {
    try {
      byte[] bytes = FileKind.readAll(file, ceilings);
      if (FileKind.kindOf(bytes) == FileKind.Kind.BINARY) {
        return new Reading.Form(XlsReader.read(bytes, ceilings));
      }
      ZipDirectory zip = ZipDirectory.read(bytes, ceilings);
      Optional<Draft> draft =
          isFast && zip != null ? FastReader.read(zip, ceilings) : Optional.empty();
      return new Reading.Form(draft.orElseGet(() -> readSlowly(file, ceilings)));
    } catch (Fault e) {
      return new Reading.NotRead(e.finding());
    }
  }

  private static Draft readSlowly(Path file, Ceilings ceilings) {
    try (Parts parts = Parts.open(file, ceilings)) {
      return BookReader.read(parts, ceilings);
    }
  }
}
