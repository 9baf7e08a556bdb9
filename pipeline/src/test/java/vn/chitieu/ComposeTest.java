package vn.chitieu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The containers' file, as far as it can be proven without an engine: parsed, its script run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ComposeTest {
  private final Path repo = ReleaseFixture.repo();
  private final Map<String, Object> compose = read();

  private Map<String, Object> read() {
    try {
      return new Yaml().load(Files.readString(repo.resolve("docker-compose.yml")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> service(String name) {
    return ((Map<String, Map<String, Object>>) compose.get("services")).get(name);
  }

  @Test
  void superset_sees_nothing_of_the_home_but_its_releases_and_its_people_and_those_read_only() {
    List<?> volumes = (List<?>) service("superset").get("volumes");
    assertThat(volumes.stream().map(Object::toString).filter(v -> v.contains("CHITIEU_HOME")))
        .containsExactlyInAnyOrder(
            "${CHITIEU_HOME:-./.chitieu/home}/state/releases:/home/chitieu/state/releases:ro",
            "{type=bind, source=${CHITIEU_HOME:-./.chitieu/home}/state/people.yaml,"
                + " target=/home/chitieu/state/people.yaml, read_only=true,"
                + " bind={create_host_path=false}}");
  }

  @Test
  void no_secret_stands_in_the_file_and_a_missing_one_stops_the_start() {
    for (String name : List.of("superset", "superset-db")) {
      Map<?, ?> environment = (Map<?, ?>) service(name).get("environment");
      environment.forEach(
          (key, value) -> {
            if (key.toString().matches(".*(PASSWORD|SECRET).*")) {
              assertThat(value.toString()).as(key.toString()).matches("\\$\\{\\w+:\\?[^}]*}");
            }
          });
    }
  }

  @Test
  void every_service_runs_with_the_least_it_needs() {
    for (String name : List.of("pipeline", "superset", "superset-db")) {
      Map<String, Object> s = service(name);
      assertThat(s.get("read_only")).as(name).isEqualTo(true);
      assertThat(s.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
      assertThat(s.get("user").toString()).as(name).isNotEqualTo("0").doesNotStartWith("root");
    }
  }

  @Test
  void what_the_images_are_built_from_is_there() {
    for (String name : List.of("pipeline", "superset")) {
      Map<?, ?> build = (Map<?, ?>) service(name).get("build");
      assertThat(repo.resolve(build.get("dockerfile").toString())).isRegularFile();
    }
  }

  @Test
  void the_pipelines_script_runs_a_night_at_its_hour_and_goes_on_after_a_failed_one(
      @TempDir Path dir) throws Exception {
    String script =
        ((List<?>) service("pipeline").get("command")).getFirst().toString().replace("$$", "$");
    Path java = dir.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"$@\" >>\"$NIGHTS\"\nexit 30\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Path nights = dir.resolve("nights");
    Path log = dir.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", "-c", script)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> env = builder.environment();
    env.put("PATH", dir + ":" + env.get("PATH"));
    env.put("NIGHTS", nights.toString());
    env.put("TZ", "Asia/Ho_Chi_Minh");
    env.put(
        "CHITIEU_NIGHTLY_AT",
        LocalTime.now(ZoneId.of("Asia/Ho_Chi_Minh"))
            .plusSeconds(3)
            .format(DateTimeFormatter.ofPattern("HH:mm:ss")));
    Process loop = builder.start();
    try {
      for (int i = 0; i < 300 && !told(log, "night ended with exit code 30"); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(Files.readString(nights)).contains("nightly --home /home/chitieu");
      for (int i = 0; i < 50 && count(log, "next night") < 2; i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(count(log, "next night")).isEqualTo(2);
    } finally {
      loop.destroy();
    }
    assertThat(loop.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(loop.exitValue()).isZero();
  }

  private static boolean told(Path log, String words) throws IOException {
    return count(log, words) > 0;
  }

  private static long count(Path log, String words) throws IOException {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return lines.filter(l -> l.contains(words)).count();
    }
  }
}
