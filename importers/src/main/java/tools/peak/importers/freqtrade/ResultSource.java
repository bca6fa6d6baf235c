package tools.peak.importers.freqtrade;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.importers.Digests;
import tools.peak.importers.EntrySource;
import tools.peak.importers.OtherFile;
import tools.peak.importers.RunDraft;

/** A backtest's result: a run for each of its strategies. */
final class ResultSource extends EntrySource {
  private static final String STRATEGIES = "strategy";
  private static final int MAX_STRATEGIES = 10_000;

  private final Path folder;
  private final String file;
  private final String stem;
  private final Path meta;
  private final boolean isZip;
  private final ReadLimits limits;
  private Map<String, @Nullable Object> told = Map.of();

  ResultSource(Path entry, Path meta, boolean isZip, ReadLimits limits) {
    super(entry);
    this.folder = Objects.requireNonNull(entry.getParent());
    this.file = String.valueOf(entry.getFileName());
    this.stem = file.substring(0, file.lastIndexOf('.'));
    this.meta = meta;
    this.isZip = isZip;
    this.limits = limits;
  }

  @Override
  public long find(Visitor visitor) throws InterruptedException {
    List<String> strategies;
    try {
      strategies = strategies();
      if (strategies.size() > MAX_STRATEGIES) {
        throw new Refusal(
            new Problem.InvalidStore(
                file, "names more strategies than anybody tries at once: " + strategies.size()));
      }
    } catch (Refusal e) {
      // Told by an item, so that it is a reject which waits for its writer like any other.
      Optional<OtherFile> broken =
          item(entry().toString(), (_, _) -> new Reading.Refused(null, List.of(e.problem())));
      if (broken.isPresent()) {
        visitor.item(broken.get());
      }
      return 0;
    }
    for (String strategy : strategies) {
      Optional<OtherFile> item =
          item(id(strategy), (found, budget) -> reading(found, strategy, strategies, budget));
      if (item.isPresent()) {
        visitor.item(item.get());
      }
    }
    return 0;
  }

  private Optional<OtherFile> item(String id, OtherFile.Reader reader) {
    return OtherFile.of(
        id, folder, List.of(file, String.valueOf(meta.getFileName())), limits, reader);
  }

  @Override
  public boolean isGone(String id) {
    try {
      return Files.notExists(entry())
          || strategies().stream().noneMatch(strategy -> id(strategy).equals(id));
    } catch (Refusal e) {
      return false; // nobody can tell
    }
  }

  /** By the file beside the result; without one the result itself is looked through. */
  private List<String> strategies() throws Refusal {
    Budget budget = new Budget(limits.maxHeap());
    try {
      told = told(budget);
      if (!told.isEmpty()) {
        return List.copyOf(told.keySet());
      }
      List<String> strategies = new ArrayList<>();
      within(
          content -> {
            var _ =
                JsonStream.read(
                    content.name(),
                    content.stream(),
                    budget,
                    json -> {
                      eachStrategy(json, (name, _) -> strategies.add(name));
                      return true;
                    });
          });
      return strategies;
    } catch (IOException e) {
      throw new Refusal(new Problem.Unreadable(file, String.valueOf(e.getMessage())));
    }
  }

  /** What the file beside the result says of each strategy; nothing where it can't be read. */
  private Map<String, @Nullable Object> told(Budget budget) throws IOException {
    Map<String, @Nullable Object> byStrategy = new LinkedHashMap<>();
    if (!Files.isRegularFile(meta) || Files.size(meta) > limits.maxJsonSize()) {
      return byStrategy;
    }
    try (InputStream in = Files.newInputStream(meta)) {
      return JsonStream.read(
          String.valueOf(meta.getFileName()),
          in,
          budget,
          json -> {
            json.object(
                (name, token) -> {
                  if (token.isStructStart()) {
                    byStrategy.put(name, json.value());
                  }
                });
            return byStrategy;
          });
    } catch (Refusal e) {
      return new LinkedHashMap<>();
    }
  }

  private void within(ResultZip.Reader reader) throws IOException, Refusal {
    if (isZip) {
      try (ResultZip zip = ResultZip.open(entry(), stem, limits)) {
        zip.result(reader);
      }
      return;
    }
    long size = Files.size(entry());
    if (size > limits.maxFileSize()) {
      throw new Refusal(new Problem.TooLarge(file, size, limits.maxFileSize()));
    }
    try (InputStream in = Files.newInputStream(entry())) {
      reader.read(new ResultZip.Content(file, in));
    }
  }

  private void eachStrategy(JsonStream json, JsonStream.Member member) throws IOException, Refusal {
    boolean[] any = {false};
    if (!json.parser().isExpectedStartObjectToken()) {
      throw new Refusal(
          new Problem.InvalidStore(
              file,
              "is no object: the form that freqtrade wrote until 2020 holds trades alone, and is"
                  + " not read"));
    }
    json.object(
        (name, _) -> {
          if (name.equals(STRATEGIES)) {
            any[0] = true;
            json.object(member);
          }
        });
    if (!any[0]) {
      throw new Refusal(
          new Problem.InvalidStore(
              file, "has no object strategy: it is no backtest's result of freqtrade"));
    }
  }

  private Reading reading(OtherFile found, String strategy, List<String> all, Budget budget)
      throws IOException, Refusal {
    Notices notices = new Notices();
    RunDraft run = new RunDraft(stem + "_" + strategy, FreqtradeFormat.NAME, budget, notices);
    run.meta("strategy", strategy);
    run.meta("stage", "backtest");
    run.meta("runner", FreqtradeFormat.NAME);
    for (FileEntry each : found.files()) {
      run.artifact(Digests.of(folder, each, limits.maxFileSize()));
    }
    boolean[] isThere = {false};
    StrategyStats stats = new StrategyStats(run, file);
    if (isZip) {
      try (ResultZip zip = ResultZip.open(entry(), stem, limits)) {
        zip.result(content -> read(content, strategy, all, stats, isThere, run));
        for (Artifact text : zip.texts(strategy, budget)) {
          run.artifact(text);
        }
        zip.config(budget).ifPresent(stats::config);
        zip.params(strategy, budget).ifPresent(stats::strategyParams);
      }
    } else {
      within(content -> read(content, strategy, all, stats, isThere, run));
    }
    if (!isThere[0]) {
      throw new Refusal(
          new Problem.InvalidStore(
              file, "does not hold the strategy " + strategy + " that its .meta.json names"));
    }
    stats.told(told.get(strategy));
    stats.end();
    return run.reading();
  }

  private void read(
      ResultZip.Content content,
      String strategy,
      List<String> all,
      StrategyStats stats,
      boolean[] isThere,
      RunDraft run)
      throws IOException, Refusal {
    var _ =
        JsonStream.read(
            content.name(),
            content.stream(),
            run.budget(),
            json -> {
              eachStrategy(
                  json,
                  (name, _) -> {
                    if (name.equals(strategy)) {
                      isThere[0] = true;
                      stats.read(json);
                    } else if (!all.contains(name) && strategy.equals(all.getFirst())) {
                      run.notice(
                          file,
                          NoticeCode.NOT_READ,
                          "holds the strategy "
                              + name
                              + ", which its .meta.json does not name: move that away to have it"
                              + " read");
                    }
                  });
              return true;
            });
  }
}
