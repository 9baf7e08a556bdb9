package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.LoggerFactory;
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
  /** Set by {@link Runtime}: the home this process works for. */
  static final String HOME = "chitieu.home";

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
  DataSource jobsDataSource(Home home) throws IOException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL(
        "jdbc:h2:file:" + home.jobs().toAbsolutePath() + ";DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0");
    h2.setUser("sa");
    try (Connection c = h2.getConnection()) {
      c.isValid(1);
    } catch (SQLException e) {
      // It is a log: one that cannot be opened is set aside and begun anew, the ledger decides.
      LoggerFactory.getLogger(Wiring.class).warn("the log of runs is begun anew", e);
      setAside(home.jobs().getParent());
    }
    return h2;
  }

  private static void setAside(Path jobs) throws IOException {
    Path aside = jobs.resolveSibling("jobs-" + System.currentTimeMillis() + ".khong-mo-duoc");
    Files.createDirectories(aside);
    try (Stream<Path> files = Files.list(jobs)) {
      for (Path f : files.toList()) {
        Files.move(f, aside.resolve(f.getFileName()));
      }
    }
  }

  @Bean
  @BatchTransactionManager
  PlatformTransactionManager jobsTransactionManager(@BatchDataSource DataSource jobsDataSource) {
    return new JdbcTransactionManager(jobsDataSource);
  }
}
