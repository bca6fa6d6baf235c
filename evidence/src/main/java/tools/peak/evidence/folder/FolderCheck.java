package tools.peak.evidence.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.RunLayout;

/**
 * Says what would be made of folders, without a lake: each is read as it lies there, also one that
 * somebody is still writing.
 */
public final class FolderCheck {
  private final FolderWalk walk;
  private final EvidenceReader reader;

  /** Which run a folder holds, and what identifies its content. */
  private record Known(Path path, String sha256) {}

  private FolderCheck(FolderWalk walk, EvidenceReader reader) {
    this.walk = walk;
    this.reader = reader;
  }

  /**
   * A check of run folders, and folders of them.
   *
   * @throws IOException if one of them is not there or is no folder, saying which
   */
  public static FolderCheck of(List<Path> roots, EvidenceReader reader) throws IOException {
    return new FolderCheck(FolderWalk.of(roots), reader);
  }

  /** Takes what was found, on the checking thread. */
  public interface Visitor {
    /**
     * A folder that was read.
     *
     * @param isOurs whether its names are ours, and not those of homemade tools
     */
    void read(Path folder, boolean isOurs, Reading reading);

    /** A folder that lies in no run and is none. */
    void passedOver(Path folder, String why);
  }

  /**
   * Checks all folders. Of two runs with the same id and other content the second is refused, as a
   * lake would do.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public void forEach(Visitor visitor) throws InterruptedException {
    Map<String, Known> known = new HashMap<>();
    Set<Path> runs = new HashSet<>();
    Map<Path, String> passedOver = new LinkedHashMap<>();
    long _ =
        walk.forEach(
            new FolderWalk.Visitor() {
              @Override
              public void folder(RunFolder folder) throws InterruptedException {
                if (Thread.interrupted()) {
                  throw new InterruptedException();
                }
                Reading reading = once(reader.read(folder), folder.path(), known);
                if (reading instanceof Reading.NotARun) {
                  passedOver.put(
                      folder.path(),
                      EvidenceFiles.SNAPSHOT + " has no object meta: it is another tool's");
                } else {
                  runs.add(folder.path());
                  visitor.read(folder.path(), isOurs(folder), reading);
                }
              }

              @Override
              public void unreadable(Path path, Problem problem) {
                visitor.read(path, true, new Reading.Refused(null, List.of(problem)));
              }

              @Override
              public void passedOver(Path folder, List<String> names) {
                passedOver.put(folder, why(names));
              }
            });
    passedOver.forEach(
        (folder, why) -> {
          if (runs.stream().noneMatch(folder::startsWith)) {
            visitor.passedOver(folder, why);
          }
        });
  }

  private static Reading once(Reading reading, Path path, Map<String, Known> known) {
    if (!(reading instanceof Reading.Loaded(Run run, _))) {
      return reading;
    }
    Known other = known.putIfAbsent(run.meta().runId(), new Known(path, run.evidenceSha256()));
    return other == null || other.sha256().equals(run.evidenceSha256())
        ? reading
        : new Reading.Refused(
            run.meta().runId(),
            List.of(new Problem.SameRunId(run.meta().runId(), other.path().toString())));
  }

  /** Only a folder of homemade tools has no snapshot, or one that is another tool's. */
  private static boolean isOurs(RunFolder folder) {
    List<String> names = folder.files().stream().map(file -> file.name()).toList();
    return names.contains(EvidenceFiles.SNAPSHOT) || !RunLayout.makesRun(names);
  }

  private static String why(List<String> names) {
    String known =
        names.stream()
            .filter(RunLayout.OTHER_NAMES::contains)
            .sorted()
            .collect(Collectors.joining(", "));
    return known.isEmpty()
        ? "holds no file that Peak knows: a run has a config_snapshot.json, or a metrics.json or"
            + " params.json (.yaml, .toml) and one file more"
        : known
            + " alone "
            + (known.contains(",") ? "make" : "makes")
            + " no run: "
            + missing(known);
  }

  private static String missing(String known) {
    return known.equals("metrics.json") || known.startsWith("params.")
        ? "add one more of metrics.json, params.json (.yaml, .toml), equity.parquet, trades.csv"
        : "add a metrics.json or a params.json (.yaml, .toml)";
  }
}
