package vn.chitieu.workbook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    require();
    Path out = Files.createDirectories(dir.resolve("lo"));
    Process p =
        new ProcessBuilder(
                "soffice",
                "-env:UserInstallation=" + dir.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                out.toString(),
                workbook.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("soffice.log").toFile())
            .start();
    if (!p.waitFor(120, TimeUnit.SECONDS)) {
      p.destroyForcibly();
      Assertions.fail("soffice did not end within 120 s");
    }
    Path saved = out.resolve(workbook.getFileName());
    Assertions.assertThat(saved).as(Files.readString(dir.resolve("soffice.log"))).isRegularFile();
    return saved;
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
