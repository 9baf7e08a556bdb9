package vn.chitieu.jobs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import vn.chitieu.intake.Archive;
import vn.chitieu.plan.Plan;
import vn.chitieu.plan.PlanReader;
import vn.chitieu.warehouse.StoredPlan;

/** Accepted plans, re-read from the archived workbooks that they are, each once. */
public class Plans {
  private final Function<String, Optional<StoredPlan>> inForce;
  private final BiFunction<String, String, Optional<StoredPlan>> byVersion;
  private final Archive archive;

  /** More plans than this are read again when they are needed: a country has thousands. */
  private static final int KEPT = 256;

  private final Map<String, Plan> read =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Plan> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Plans over a ledger or a release.
   *
   * @param inForce locality → the version in force
   * @param byVersion locality, version → a version that was accepted once
   */
  public Plans(
      Function<String, Optional<StoredPlan>> inForce,
      BiFunction<String, String, Optional<StoredPlan>> byVersion,
      Archive archive) {
    this.inForce = inForce;
    this.byVersion = byVersion;
    this.archive = archive;
  }

  /**
   * Plans as they were issued, but with the limits, weights and names of a plan that is not in
   * force yet; that one counts as in force.
   */
  static Plans rehearsing(
      Plan rehearsed, BiFunction<String, String, Optional<StoredPlan>> byVersion, Archive archive) {
    return new Plans(l -> Optional.empty(), byVersion, archive) {
      @Override
      public Optional<Plan> findInForce(String localityCode) {
        return Optional.of(rehearsed);
      }

      @Override
      public Optional<Plan> find(String localityCode, String version) {
        return version.equals(rehearsed.version())
            ? Optional.of(rehearsed)
            : super.find(localityCode, version).map(p -> p.withRulesOf(rehearsed));
      }
    };
  }

  /** The plan in force in a locality; empty when none was ever accepted. */
  public Optional<Plan> findInForce(String localityCode) {
    return inForce.apply(localityCode).map(this::plan);
  }

  /** A version that was accepted once. */
  public Optional<Plan> find(String localityCode, String version) {
    return byVersion.apply(localityCode, version).map(this::plan);
  }

  private Plan plan(StoredPlan stored) {
    String key = stored.locality() + "/" + stored.sha256();
    synchronized (read) {
      Plan plan = read.get(key);
      if (plan != null) {
        return plan;
      }
    }
    Plan plan = reread(archive.get(stored.sha256()), stored);
    synchronized (read) {
      read.put(key, plan);
    }
    return plan;
  }

  private static Plan reread(Path file, StoredPlan stored) {
    PlanReader.PlanReading reading = Desk.readAgain(file, stored.locality(), stored.sha256());
    return reading
        .plan()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "stored plan no longer accepted: " + file + " " + reading.findings()));
  }
}
