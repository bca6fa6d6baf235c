package tools.peak.lake.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.Relocated;
import tools.peak.lake.catalog.Audit;
import tools.peak.lake.telemetry.LakeDeed;
import tools.peak.lake.telemetry.LakeSignals;
import tools.peak.lake.telemetry.LakeTelemetry;
import tools.peak.lake.upkeep.Finding;
import tools.peak.lake.upkeep.VerifyReport;
import tools.peak.storage.local.TemporaryFolder;
import tools.peak.storage.object.ObjectStore;

/** The backups of a lake that lie in one place: what there is, whether it is whole, what to do. */
public final class Backups {
  private final ObjectStore store;
  private final Clock clock;
  private final Consumer<Path> requireWhole;
  private final Function<Path, Relocated> relocate;
  private final Manifests manifests;
  private final LakeTelemetry telemetry;

  /**
   * What lies in a store.
   *
   * @param requireWhole refuses a damaged catalog
   * @param relocate makes a lake one of its place
   * @param telemetry is told of deeds
   */
  public Backups(
      ObjectStore store,
      Clock clock,
      Consumer<Path> requireWhole,
      Function<Path, Relocated> relocate,
      LakeTelemetry telemetry) {
    this.telemetry = telemetry;
    this.store = store;
    this.clock = clock;
    this.requireWhole = requireWhole;
    this.relocate = relocate;
    this.manifests = new Manifests(store);
  }

  /**
   * The versions that can be restored, the oldest first.
   *
   * @throws LakeException if no backup lies there
   */
  public List<BackedUpVersion> list() {
    String _ = manifests.requireLake();
    List<BackedUpVersion> versions = new ArrayList<>();
    for (long version : manifests.versions()) {
      try {
        Manifest manifest = manifests.read(version);
        versions.add(
            new BackedUpVersion(
                version,
                manifest.madeAt(),
                manifest.origin().committedAt(),
                manifest.runs(),
                (long) manifest.fileCount(),
                manifest.bytes(),
                "whole"));
      } catch (ManifestText.Damaged e) {
        versions.add(
            new BackedUpVersion(
                version, null, null, null, null, null, "damaged: " + e.getMessage()));
      }
    }
    return versions;
  }

  /** The newest rows of the lake's audit that its backed up versions wrote down, oldest first. */
  public List<Audit.Head> auditHeads() {
    String _ = manifests.requireLake();
    List<Audit.Head> heads = new ArrayList<>();
    for (long version : manifests.versions()) {
      Audit.Head.parse(manifests.require(version).origin().auditHead()).ifPresent(heads::add);
    }
    return heads;
  }

  /**
   * Looks whether all that the versions need is there.
   *
   * @param isDeep whether every byte is read and compared
   */
  public BackupReport verify(boolean isDeep, BackupListener listener) {
    return told(
        LakeDeed.BACKUP_VERIFY,
        () -> new BackupCheck(store, listener).run(isDeep),
        BackupReport::isWhole);
  }

  /**
   * What would go if the newest versions stay.
   *
   * @param keep how many of them
   */
  public PrunePlan planPrune(int keep) {
    return new Pruning(store).plan(keep);
  }

  /**
   * Takes all but the newest versions.
   *
   * @param id the plan that was shown; empty for whatever it is now
   */
  public PrunePlan prune(int keep, String id) {
    return told(LakeDeed.BACKUP_PRUNE, () -> new Pruning(store).apply(keep, id, clock), _ -> true);
  }

  /**
   * Brings a lake back, to a new folder.
   *
   * @param version which; empty for the newest
   * @throws LakeException if the backup lacks or has damaged what it needs, which is named
   */
  public RestoreResult restore(Path folder, OptionalLong version, BackupListener listener) {
    return told(
        LakeDeed.RESTORE,
        () ->
            new Restore(store, manifest(version), requireWhole, relocate, listener)
                .to(folder, clock),
        _ -> true);
  }

  /** A deed that found something wrong has not succeeded. */
  private <T> T told(LakeDeed deed, Supplier<T> body, Predicate<T> isGood) {
    LakeSignals signals = telemetry.on();
    return signals == null
        ? body.get()
        : signals.deed(
            deed,
            clock,
            body,
            result ->
                isGood.test(result) ? null : BackupFailure.notABackup(store, "it is not whole"));
  }

  private Manifest manifest(OptionalLong wanted) {
    String _ = manifests.requireLake();
    NavigableSet<Long> versions = manifests.versions();
    if (versions.isEmpty()) {
      throw BackupFailure.notABackup(
          store, "no backup was finished there: run peak backup to its end");
    }
    long version = wanted.orElse(versions.last());
    if (!versions.contains(version)) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          "%s has no version %s: it has %s to %s (peak backup list)"
              .formatted(store.address(), version, versions.first(), versions.last()));
    }
    try {
      return manifests.read(version);
    } catch (ManifestText.Damaged e) {
      Long before = versions.lower(version);
      throw BackupFailure.notABackup(
          store,
          ObjectNames.manifest(version)
              + " is damaged: "
              + e.getMessage()
              + (before == null ? "" : "; the version before it is " + before));
    }
  }

  /**
   * Tries a restore: to a temporary place, which is removed, and compares what came back.
   *
   * @param folder where there is room for it
   */
  public DrillReport drill(Path folder, OptionalLong version, BackupListener listener) {
    return told(
        LakeDeed.BACKUP_DRILL, () -> tried(folder, version, listener), DrillReport::isWhole);
  }

  private DrillReport tried(Path folder, OptionalLong version, BackupListener listener) {
    Manifest manifest = manifest(version);
    try (TemporaryFolder temporary = new TemporaryFolder(List.of(folder))) {
      Path place = temporary.path().resolve("lake");
      RestoreResult restored =
          new Restore(store, manifest, requireWhole, relocate, listener).to(place, clock);
      try (Lake lake = Lake.open(place)) {
        VerifyReport report = lake.verify();
        List<String> findings = new ArrayList<>();
        for (Finding finding : report.findings()) {
          findings.add(finding.reason().replace(place + "/", ""));
        }
        if (findings.isEmpty() && report.runs() != manifest.runs()) {
          findings.add(
              String.format(
                  Locale.ROOT,
                  "%,d runs came back instead of %,d",
                  report.runs(),
                  manifest.runs()));
        }
        return new DrillReport(
            manifest.version(), restored.files(), restored.bytes(), report.runs(), findings);
      }
    } catch (IOException e) {
      throw new LakeException(Code.IO, folder + ": " + BackupFailure.reason(e), e);
    }
  }

  /** Where a drill is held if nobody says where. */
  public static Path usualPlace() {
    Path place = TemporaryFolder.ofTheSystem();
    return Files.isDirectory(place) ? place : Path.of("").toAbsolutePath();
  }
}
