package vn.chitieu.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import vn.chitieu.Python;
import vn.chitieu.workbook.Reading;
import vn.chitieu.workbook.Workbooks;

/**
 * Measures reading, from a file's bytes to typed cells, against what the machine can do at all and
 * against others, interleaved in one run: each round every contender reads the same files once.
 */
public final class ReadBench {
  /** Files a second: medians of all rounds, in this order. */
  public static final String LIMIT = "limit: inflate and tokenise every part, 1 thread";

  public static final String OURS = "Workbooks.read, 1 thread";
  public static final String OURS_TWO = "Workbooks.read, 2 threads";
  public static final String CALAMINE = "python-calamine, 1 process";
  public static final String POI = "POI user model, 1 thread";

  private static final int WARM_UPS = 3;
  private static final int FILES_A_ROUND = 1_500;
  private static final int POI_FILES = 60;

  private ReadBench() {}

  /** {@code ReadBench FOLDER [ROUNDS]}: prints files a second and the ratios that are aimed at. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    Figures figures = run(folder, rounds);
    System.out.printf("%-50s %10s %10s   files/s%n", "", "wall", "CPU");
    figures
        .wall()
        .forEach(
            (name, v) ->
                System.out.printf(
                    Locale.ROOT, "%-50s %10.0f %10.0f%n", name, v, figures.cpu().get(name)));
    ratios(figures).forEach(System.out::println);
  }

  /**
   * A ratio and what is aimed at.
   *
   * @param isAtMost whether the aim is an upper bound
   */
  public record Ratio(String name, double value, double aim, boolean isAtMost) {
    public boolean isMet() {
      return isAtMost ? value <= aim : value >= aim;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-50s %8.2f  (%s %.1f: %s)",
          name,
          value,
          isAtMost ? "at most" : "at least",
          aim,
          isMet() ? "met" : "MISSED");
    }
  }

  /**
   * Files a second by contender, medians of all rounds: by the clock, and by the processor time of
   * the threads that read, which other work on the machine hardly touches.
   */
  public record Figures(Map<String, Double> wall, Map<String, Double> cpu) {}

  /**
   * The ratios that are aimed at. What runs on one thread is compared by processor time: on a
   * machine of one's own that is the clock's, on a shared one the clock measures the neighbours.
   */
  public static List<Ratio> ratios(Figures figures) {
    Map<String, Double> cpu = figures.cpu();
    double ours = cpu.get(OURS);
    return List.of(
        new Ratio("time of reading to the limit's", cpu.get(LIMIT) / ours, 1.3, true),
        new Ratio("reading to python-calamine", ours / cpu.get(CALAMINE), 4, false),
        new Ratio("reading to POI's user model", ours / cpu.get(POI), 10, false),
        new Ratio(
            "two threads to one, by the clock",
            figures.wall().get(OURS_TWO) / figures.wall().get(OURS),
            1.7,
            false));
  }

  /**
   * Measures.
   *
   * @param folder searched through for {@code .xlsx}; few files are read several times a round
   * @param rounds counted ones, after the warm-up
   */
  public static Figures run(Path folder, int rounds) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(p -> p.toString().endsWith(".xlsx"))
          .filter(ReadBench::isForm)
          .sorted()
          .forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no workbook that can be read under " + folder);
    }
    List<Path> work =
        Collections.nCopies((FILES_A_ROUND + files.size() - 1) / files.size(), files).stream()
            .flatMap(List::stream)
            .toList();
    List<Path> sample = new ArrayList<>();
    for (int i = 0; i < Math.min(POI_FILES, files.size()); i++) {
      sample.add(files.get((int) ((long) i * files.size() / Math.min(POI_FILES, files.size()))));
    }
    Map<String, List<Speed>> seen = new LinkedHashMap<>();
    try (Calamine calamine = new Calamine(work)) {
      for (int round = -WARM_UPS; round < rounds; round++) {
        Map<String, Speed> now = new LinkedHashMap<>();
        now.put(LIMIT, perSecond(work, 1, ReadBench::limit));
        now.put(OURS, perSecond(work, 1, ReadBench::ours));
        now.put(OURS_TWO, perSecond(work, 2, ReadBench::ours));
        now.put(CALAMINE, calamine.pass(work.size()));
        now.put(POI, perSecond(sample, 1, ReadBench::poi));
        if (round >= 0) {
          now.forEach((name, v) -> seen.computeIfAbsent(name, n -> new ArrayList<>()).add(v));
        }
      }
    }
    Map<String, Double> wall = new LinkedHashMap<>();
    Map<String, Double> cpu = new LinkedHashMap<>();
    seen.forEach(
        (name, all) -> {
          wall.put(name, median(all.stream().map(Speed::wall).toList()));
          cpu.put(name, median(all.stream().map(Speed::cpu).toList()));
        });
    return new Figures(wall, cpu);
  }

  /** Files a second, by the clock and by processor time. */
  private record Speed(double wall, double cpu) {}

  private static boolean isForm(Path file) {
    return Workbooks.read(file) instanceof Reading.Form;
  }

  private static double median(List<Double> all) {
    double[] v = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return v.length % 2 == 1 ? v[v.length / 2] : (v[v.length / 2 - 1] + v[v.length / 2]) / 2;
  }

  private static volatile int sink;

  private static Speed perSecond(List<Path> files, int threads, ToIntFunction<Path> job) {
    AtomicInteger next = new AtomicInteger();
    AtomicLong nanos = new AtomicLong();
    List<Thread> all = new ArrayList<>();
    long start = System.nanoTime();
    for (int t = 0; t < threads; t++) {
      all.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    int sum = 0;
                    for (int i = next.getAndIncrement();
                        i < files.size();
                        i = next.getAndIncrement()) {
                      sum += job.applyAsInt(files.get(i));
                    }
                    sink = sum;
                    nanos.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                  }));
    }
    try {
      for (Thread t : all) {
        t.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Speed(
        files.size() / ((System.nanoTime() - start) / 1e9), files.size() / (nanos.get() / 1e9));
  }

  private static int ours(Path file) {
    return Workbooks.read(file) instanceof Reading.Form f ? f.draft().tables().size() : 0;
  }

  private static int poi(Path file) {
    int sum = 0;
    try (Workbook book = WorkbookFactory.create(file.toFile(), null, true)) {
      for (Sheet sheet : book) {
        for (Row row : sheet) {
          for (Cell cell : row) {
            sum +=
                switch (cell.getCellType()) {
                  case NUMERIC -> (int) cell.getNumericCellValue();
                  case STRING -> cell.getStringCellValue().length();
                  default -> 1;
                };
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum;
  }

  // ---- the limit: the least that can be done with every byte of a package

  private static final class Tools {
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private byte[] out = new byte[1 << 16];
  }

  private static final ThreadLocal<Tools> TOOLS = ThreadLocal.withInitial(Tools::new);

  private static int limit(Path file) {
    Tools tools = TOOLS.get();
    try {
      byte[] b = Files.readAllBytes(file);
      int end = b.length - 22;
      while (int32(b, end) != 0x06054b50) {
        end--;
      }
      int entry = int32(b, end + 16);
      int sum = 0;
      for (int n = int16(b, end + 10); n > 0; n--) {
        int local = int32(b, entry + 42);
        int from = local + 30 + int16(b, local + 26) + int16(b, local + 28);
        int size = int32(b, entry + 24);
        if (tools.out.length < size + 2) {
          tools.out = new byte[size * 2];
        }
        tools.inflater.reset();
        tools.inflater.setInput(b, from, int32(b, entry + 20));
        tools.inflater.inflate(tools.out, 0, size);
        tools.crc.reset();
        tools.crc.update(tools.out, 0, size);
        if ((int) tools.crc.getValue() != int32(b, entry + 16)) {
          throw new IllegalStateException(file + " is damaged");
        }
        byte last = b[entry + 45 + int16(b, entry + 28)]; // .xml, .vml, .rels
        boolean isXml = last == 'l' || last == 's';
        sum += isXml ? tokens(tools.out, size) : tools.out[0];
        entry += 46 + int16(b, entry + 28) + int16(b, entry + 30) + int16(b, entry + 32);
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every tag, attribute and run of text is delimited, each of its bytes looked at. */
  private static int tokens(byte[] b, int length) {
    b[length] = '<';
    b[length + 1] = '>';
    int sum = 0;
    int at = 0;
    while (at < length) {
      int text = at;
      while (b[at] != '<') {
        at++;
      }
      sum += at - text;
      if (at >= length) {
        break;
      }
      at++;
      if (b[at] == '!') {
        while (b[at] != '>') {
          at++;
        }
        continue; // what follows is text
      }
      while (b[at] > ' ' && b[at] != '>' && b[at] != '/') {
        at++;
      }
      sum++;
      while (b[at] != '>') {
        if (b[at] == '"') {
          int value = ++at;
          while (b[at] != '"') {
            at++;
          }
          sum += at - value;
        }
        at++;
      }
      at++;
    }
    return sum;
  }

  private static int int16(byte[] b, int at) {
    return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8;
  }

  private static int int32(byte[] b, int at) {
    return int16(b, at) | int16(b, at + 2) << 16;
  }

  /** The peer in a process of its own, which waits while the others are measured. */
  private static final class Calamine implements AutoCloseable {
    private final Path list;
    private final Process process;
    private final BufferedReader from;
    private final BufferedWriter to;

    Calamine(List<Path> files) {
      try {
        list = Files.createTempFile("calamine", ".txt");
        Files.write(list, files.stream().map(p -> p.toAbsolutePath().toString()).toList());
        process =
            new ProcessBuilder(Python.command("calamine_read.py", list.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        from = process.inputReader();
        to = process.outputWriter();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** One pass over all files. */
    Speed pass(int files) {
      try {
        to.write("go\n");
        to.flush();
        String line = from.readLine();
        if (line == null) {
          throw new IllegalStateException("calamine_read.py ended; see its words above");
        }
        String[] seconds = line.split(" ");
        return new Speed(
            files / Double.parseDouble(seconds[0]), files / Double.parseDouble(seconds[1]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        to.close();
        process.waitFor();
        Files.delete(list);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
