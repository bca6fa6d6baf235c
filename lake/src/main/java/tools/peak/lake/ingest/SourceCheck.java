package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
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
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;

/**
 * Says what would be made of run folders and of what other tools left, without a lake: each is read
 * as it lies there, also one that somebody is still writing.
 */
public final class SourceCheck {
  private static final String OURS = "run_folder";
  private static final String HOMEMADE = "plain_files";

  private static final String MAPPING = "mapping";

  private final Search search;
  private final ReadLimits limits;
  private final InstantSource clock;

  /** Where runs are looked for. */
  private interface Search {
    void forEach(Pass pass) throws InterruptedException;
  }

  /** Which run lies somewhere, and what identifies its content. */
  private record Known(String path, String sha256) {}

  private SourceCheck(Search search, ReadLimits limits, InstantSource clock) {
    this.search = search;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * A check of all runs at and below some paths.
   *
   * @throws IOException if one of them is not there or can't hold runs, saying which; also if the
   *     choice can't be made
   */
  public static SourceCheck of(
      List<Path> roots, SourceChoice choice, ReadLimits limits, InstantSource clock)
      throws IOException {
    if (choice instanceof SourceChoice.Mapped(Path mapping)) {
      MappedRunSource source = MappedRunSource.of(roots, mapping, false, limits);
      return new SourceCheck(pass -> mapped(source, pass), limits, clock);
    }
    RunSearch search = RunSearch.of(roots, choice, false);
    return new SourceCheck(
        pass -> {
          long _ = search.forEach(pass);
        },
        limits,
        clock);
  }

  private static void mapped(MappedRunSource source, Pass pass) throws InterruptedException {
    long looked = source.find(pass.items(MAPPING));
    if (looked > 0) {
      source.roots().forEach(root -> pass.passedOver.put(root, source.whyNone(looked)));
    }
  }

  /** Takes what was found, on the checking thread. */
  public interface Visitor {
    /**
     * Something that was read.
     *
     * @param path the folder, or the run's place in another tool's file
     * @param source {@code run_folder}, {@code plain_files} of a folder whose names are those of
     *     homemade tools, or another tool's name
     */
    void read(String path, String source, Reading reading);

    /** A folder that lies in no run and is none. */
    void passedOver(Path folder, String why);
  }

  /**
   * Checks all of it. Of two runs with the same id and other content the second is refused, as a
   * lake would do.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public void forEach(Visitor visitor) throws InterruptedException {
    Pass pass = new Pass(visitor);
    search.forEach(pass);
    pass.end();
  }

  private final class Pass implements RunSearch.Finder {
    private final Visitor visitor;
    private final EvidenceReader reader = new EvidenceReader(limits, clock);
    private final Map<String, Known> known = new HashMap<>();
    private final Set<Path> runs = new HashSet<>();
    private final Map<Path, String> passedOver = new LinkedHashMap<>();

    Pass(Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void folder(RunFolder folder) throws InterruptedException {
      requireNoInterrupt();
      Reading reading = reader.read(folder);
      if (reading instanceof Reading.NotARun) {
        passedOver.put(
            folder.path(), EvidenceFiles.SNAPSHOT + " has no object meta: it is another tool's");
      } else {
        runs.add(folder.path());
        read(folder.path().toString(), isOurs(folder) ? OURS : HOMEMADE, reading);
      }
    }

    @Override
    public void other(SourceFormat format, Path entry) throws InterruptedException {
      long _ = format.open(entry, limits, clock).find(items(format.name()));
    }

    RunSource.Visitor items(String name) {
      return new RunSource.Visitor() {
        @Override
        public void item(RunSource.Item item) throws InterruptedException {
          requireNoInterrupt();
          item.read().ifPresent(reading -> read(item.id(), name, reading));
        }

        @Override
        public void unreadable(String id, Problem problem) {
          read(id, name, new Reading.Refused(null, List.of(problem)));
        }
      };
    }

    @Override
    public void unreadable(Path path, Problem problem) {
      visitor.read(path.toString(), OURS, new Reading.Refused(null, List.of(problem)));
    }

    @Override
    public void passedOver(Path folder, List<String> names) {
      passedOver.put(folder, why(names));
    }

    private void read(String path, String source, Reading reading) {
      if (!(reading instanceof Reading.NotARun)) {
        visitor.read(path, source, once(reading, path, known));
      }
    }

    void end() {
      passedOver.forEach(
          (folder, why) -> {
            if (runs.stream().noneMatch(folder::startsWith)) {
              visitor.passedOver(folder, why);
            }
          });
    }

    private static void requireNoInterrupt() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static Reading once(Reading reading, String path, Map<String, Known> known) {
    if (!(reading instanceof Reading.Loaded(Run run, _))) {
      return reading;
    }
    Known other = known.putIfAbsent(run.meta().runId(), new Known(path, run.evidenceSha256()));
    return other == null || other.sha256().equals(run.evidenceSha256())
        ? reading
        : new Reading.Refused(
            run.meta().runId(), List.of(new Problem.SameRunId(run.meta().runId(), other.path())));
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
