package vn.chitieu.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import vn.chitieu.intake.Archive;

/**
 * A made-up city: many localities with the sample's plan, each of whose units hands in the sample's
 * workbook of January. One file in twenty is faulty. The same numbers give the same bytes.
 */
public final class City {
  /** The units that report in the sample's plan. */
  public static final int UNITS = 11;

  private static final String SAMPLE_LOCALITY = "thuy-nguyen";
  private static final String MONTH = "2026-01";
  private static final Pattern TYPED =
      Pattern.compile("<c r=\"G(\\d+)\"( s=\"\\d+\")?(?: t=\"n\")?><v>([^<]+)</v></c>");
  private static final Pattern PLAN = Pattern.compile("ke-hoach=[0-9a-f]{8}");

  private final Path sample;

  /**
   * @param sample the folder {@code sample-input}
   */
  public City(Path sample) {
    this.sample = sample;
  }

  /** Lays the plan of every locality on its office's desk; the share is marked as mounted. */
  public void writePlans(Path home, int files) throws IOException {
    Path share = Files.createDirectories(home.resolve("share"));
    Files.writeString(share.resolve(".chitieu"), "chitieu\n");
    byte[] plan = Files.readAllBytes(sample.resolve("plan/thuy-nguyen-2026.xlsx"));
    for (int l = 0; l * UNITS < files; l++) {
      Files.write(planFile(home, l), patch(plan, renamed(l)));
    }
  }

  private static Path planFile(Path home, int l) throws IOException {
    return Files.createDirectories(home.resolve("share/" + code(l) + "/van-phong"))
        .resolve("ke-hoach-2026.xlsx");
  }

  private static String code(int l) {
    return String.format("xa-%04d", l);
  }

  private static UnaryOperator<String> renamed(int l) {
    return text -> text.replace(SAMPLE_LOCALITY, code(l));
  }

  /**
   * Drops one month's workbooks: unit after unit, locality after locality.
   *
   * @return how many were dropped
   */
  public int drop(Path home, int files) throws IOException {
    List<Path> forms;
    try (Stream<Path> all = Files.walk(sample.resolve("nights"))) {
      forms =
          all.filter(f -> f.getFileName().toString().matches(MONTH + "_[a-z-]+\\.xlsx"))
              .sorted()
              .toList();
    }
    int dropped = 0;
    for (int l = 0; dropped < files; l++) {
      String version = Archive.hash(planFile(home, l)).substring(0, 8);
      UnaryOperator<String> rename = renamed(l);
      for (Path form : forms) {
        if (dropped == files) {
          break;
        }
        int n = dropped++;
        String unit = form.getParent().getFileName().toString();
        UnaryOperator<String> edit =
            text -> PLAN.matcher(rename.apply(text)).replaceAll("ke-hoach=" + version);
        byte[] bytes =
            patch(
                Files.readAllBytes(form),
                n % 20 == 7 ? edit.andThen(t -> spoil(t, n))::apply : edit);
        if (n % 400 == 107) {
          bytes = Arrays.copyOf(bytes, bytes.length * 2 / 3);
        }
        Path drop = Files.createDirectories(home.resolve("share/" + code(l) + "/" + unit + "/nop"));
        Files.write(drop.resolve(form.getFileName()), bytes);
      }
    }
    return dropped;
  }

  /** Makes the first typed number of a sheet a text, a negative number or nothing. */
  private static String spoil(String text, int n) {
    Matcher m = TYPED.matcher(text);
    if (!m.find()) {
      return text;
    }
    String style = m.group(2) == null ? "" : m.group(2);
    String cell = "<c r=\"G" + m.group(1) + "\"" + style;
    String spoilt =
        switch (n / 20 % 3) {
          case 0 -> cell + " t=\"inlineStr\"><is><t>1.234</t></is></c>";
          case 1 -> cell + "><v>-" + m.group(3) + "</v></c>";
          default -> cell + "/>";
        };
    return text.substring(0, m.start()) + spoilt + text.substring(m.end());
  }

  private static byte[] patch(byte[] book, UnaryOperator<String> edit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(book.length + 1024);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(book));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        ZipEntry copy = new ZipEntry(e.getName());
        copy.setTime(0);
        out.putNextEntry(copy);
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        out.write(edit.apply(text).getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** {@code City SAMPLE HOME FILES plans|drop}: for trying by hand. */
  public static void main(String[] args) throws IOException {
    City city = new City(Path.of(args[0]));
    int files = Integer.parseInt(args[2]);
    if (args[3].equals("plans")) {
      city.writePlans(Path.of(args[1]), files);
    } else {
      System.out.println(city.drop(Path.of(args[1]), files));
    }
  }

  /** The workbooks dropped in a home, for readers that take files. */
  public static List<Path> listDropped(Path home) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(home.resolve("share"))) {
      all.filter(
              f -> f.getParent().getFileName().toString().equals("nop") && Files.isRegularFile(f))
          .sorted()
          .forEach(files::add);
    }
    return files;
  }
}
