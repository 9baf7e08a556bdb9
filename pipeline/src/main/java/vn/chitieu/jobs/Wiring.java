package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchTransactionManager;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchDataSource;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import vn.chitieu.intake.Home;
import vn.chitieu.warehouse.Warehouse;

/**
 * Two data sources and nothing clever: the warehouse (DuckDB, migrated by Flyway) and the log of
 * runs (Spring Batch's repository in an H2 file). Only the auto-configurations that are needed are
 * imported, which keeps a cold night short.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({FlywayAutoConfiguration.class, BatchJdbcAutoConfiguration.class})
class Wiring {
  /** Set by {@link Nightly}: the home this process works for. */
  static final String HOME = "chitieu.home";

  static final String MIGRATIONS = "classpath:sql/migrations";

  @Bean
  Home home(org.springframework.core.env.Environment environment) throws IOException {
    Home home = new Home(Path.of(environment.getRequiredProperty(HOME)));
    home.createState();
    return home;
  }

  @Bean
  @Primary
  @FlywayDataSource
  DataSource warehouseDataSource(Home home) {
    return Warehouse.dataSource(home.warehouse());
  }

  /**
   * A ledger's file, made or brought to today's shape: without a log of runs and without Spring.
   */
  static Warehouse open(Path file) {
    DataSource dataSource = Warehouse.dataSource(file);
    org.flywaydb.core.Flyway.configure()
        .dataSource(dataSource)
        .locations(MIGRATIONS)
        .defaultSchema("main")
        .load()
        .migrate();
    return new Warehouse(dataSource);
  }

  /** One open connection keeps the database open from Flyway's work to ours. */
  @Bean(destroyMethod = "close")
  Connection warehouseKeepOpen(DataSource warehouseDataSource) throws SQLException {
    return warehouseDataSource.getConnection();
  }

  @Bean
  @DependsOn({"warehouseKeepOpen", "flywayInitializer"})
  Warehouse warehouse(DataSource warehouseDataSource) {
    return new Warehouse(warehouseDataSource);
  }

  @Bean(defaultCandidate = false)
  @BatchDataSource
  DataSource jobsDataSource(Home home) {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL(
        "jdbc:h2:file:" + home.jobs().toAbsolutePath() + ";DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0");
    h2.setUser("sa");
    return h2;
  }

  /** Whether something went wrong with the log of runs, which is no loss. */
  static boolean isAboutJobs(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t.getClass().getName().startsWith("org.h2.")) {
        return true;
      }
    }
    return false;
  }

  /** What Spring Batch writes for each run and step; a log that lacks any of it does not fit. */
  private static final String[] NEEDED = {
    "select JOB_INSTANCE_ID, VERSION, JOB_NAME, JOB_KEY from BATCH_JOB_INSTANCE where 1 = 0",
    "select JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, START_TIME, END_TIME, STATUS,"
        + " EXIT_CODE, EXIT_MESSAGE, LAST_UPDATED from BATCH_JOB_EXECUTION where 1 = 0",
    "select STEP_EXECUTION_ID, VERSION, STEP_NAME, JOB_EXECUTION_ID, CREATE_TIME, START_TIME,"
        + " END_TIME, STATUS, COMMIT_COUNT, READ_COUNT, FILTER_COUNT, WRITE_COUNT, EXIT_CODE,"
        + " EXIT_MESSAGE, LAST_UPDATED from BATCH_STEP_EXECUTION where 1 = 0",
    "select JOB_EXECUTION_ID, SHORT_CONTEXT from BATCH_JOB_EXECUTION_CONTEXT where 1 = 0"
  };

  /** Fails when the log of runs lacks what a run writes. */
  static void probe(DataSource jobs) {
    try (Connection c = jobs.getConnection();
        Statement s = c.createStatement()) {
      try {
        for (String needed : NEEDED) {
          s.executeQuery(needed).close();
        }
      } catch (SQLException e) {
        s.execute("shutdown"); // or its file could not be moved away under it
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the log of runs does not fit", e);
    }
  }

  /** Moves the log of runs out of the way, so that a new one is begun. */
  static void setAside(Home home) {
    Path jobs = home.jobs().getParent();
    try {
      Path aside = jobs.resolveSibling("jobs-" + System.nanoTime() + ".khong-dung-duoc");
      Files.createDirectories(aside);
      try (Stream<Path> files = Files.list(jobs)) {
        for (Path f : files.toList()) {
          Files.move(f, aside.resolve(f.getFileName()));
        }
      }
    } catch (IOException x) {
      throw new java.io.UncheckedIOException(x);
    }
  }

  @Bean
  @BatchTransactionManager
  PlatformTransactionManager jobsTransactionManager(@BatchDataSource DataSource jobsDataSource) {
    return new JdbcTransactionManager(jobsDataSource);
  }
}
