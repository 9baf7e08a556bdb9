package vn.chitieu.workbook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** LibreOffice as a second opinion: opens a workbook without a screen and saves it again. */
public final class LibreOffice {
  private LibreOffice() {}

  /**
   * Opens a workbook and saves it as LibreOffice would. Without LibreOffice the test fails where
   * {@code CI=true} and is skipped elsewhere.
   */
  public static Path saveAgain(Path workbook, Path dir) throws IOException, InterruptedException {
    Path saved =
        saveAll(List.of(workbook), "xlsx:Calc MS Excel 2007 XML", dir)
            .resolve(workbook.getFileName());
    Assertions.assertThat(saved).as(Files.readString(dir.resolve("soffice.log"))).isRegularFile();
    return saved;
  }

  /**
   * Opens workbooks and saves each in another format, all in one run of the program.
   *
   * @return the folder they are in, under their own names; one that could not be opened is missing
   */
  public static Path saveAll(List<Path> workbooks, String format, Path dir)
      throws IOException, InterruptedException {
    require();
    Path out = Files.createDirectories(dir.resolve("lo"));
    List<String> command = new ArrayList<>();
    command.add("soffice");
    command.add("-env:UserInstallation=" + dir.resolve("profile").toUri());
    command.addAll(List.of("--headless", "--convert-to", format, "--outdir", out.toString()));
    workbooks.forEach(w -> command.add(w.toString()));
    Process p =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("soffice.log").toFile())
            .start();
    if (!p.waitFor(120, TimeUnit.SECONDS)) {
      p.destroyForcibly();
      Assertions.fail("soffice did not end within 120 s");
    }
    return out;
  }

  private static void require() {
    boolean isThere = false;
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      isThere |= Files.isExecutable(Path.of(folder, "soffice"));
    }
    if (!isThere && "true".equals(System.getenv("CI"))) {
      Assertions.fail("soffice is not on the PATH: install libreoffice-calc");
    }
    Assumptions.assumeTrue(isThere, "soffice is not on the PATH: install libreoffice-calc");
  }
}
