package tools.peak.evidence.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.peak.evidence.Value;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.folder.ReadLimits;

/**
 * Looks at the files of a layout and writes a first mapping for it, with a word on what it guessed.
 * What it writes loads as it is where names are telling.
 */
public final class FirstMapping {
  /** What is kept of the path of a file of many runs. */
  private static final String BATCH = "batch";

  private final Path path;
  private final Survey survey;

  private FirstMapping(Path path, Survey survey) {
    this.path = path;
    this.survey = survey;
  }

  /**
   * The text of a mapping for what lies at a path.
   *
   * @throws IOException if nothing lies there, or nothing of which runs could be made, saying so
   */
  public static String of(Path path, ReadLimits limits) throws IOException {
    Survey survey = Survey.of(path, limits);
    return new FirstMapping(path, survey).text();
  }

  private String text() throws IOException {
    Optional<Survey.Group> rows = survey.rows();
    Optional<Survey.Group> single = survey.single();
    if (rows.isEmpty() && single.isEmpty()) {
      throw new IOException(path + " holds no file that a mapping reads: " + DataFormat.WORDS);
    }
    if (survey.names().contains(EvidenceFiles.SNAPSHOT)) {
      throw new IOException(path + " holds run folders of ours: peak ingest needs no mapping");
    }
    long inRows = rows.map(Survey::metrics).orElse(-1L);
    long inSingle = single.map(Survey::metrics).orElse(-1L);
    boolean isTold = inRows > 0 || inSingle > 0;
    boolean areRows =
        isTold ? inRows >= inSingle : rows.isPresent() && (single.isEmpty() || inRows == 0);
    return areRows ? ofRows(rows.get()) : ofFolders(single.get());
  }

  private String ofRows(Survey.Group group) {
    Sample sample = group.samples().getFirst();
    String pattern = group.pattern().replace("{run}", "{" + BATCH + "}");
    MappingText text = new MappingText();
    text.heading(path, "Each row of " + pattern + " is a run.");
    text.section("runs");
    text.entry("file", pattern, "the file that holds the runs");
    decimal(sample, text);
    if (!sample.format().isTable()) {
      text.entry("each", "row", "each of what stands in the file is a run");
      if (!sample.at().isEmpty()) {
        text.entry("at", sample.at(), "where they stand");
      }
    }
    Guess guess = Guess.of(sample, FieldRef.RUN, Map.of());
    text.section("meta");
    text.rule("run_id", runId(group, guess), "tells runs apart");
    text.rules(guess.meta());
    if (!guess.hasMeta("stage")) {
      text.comment("stage = { value = \"research\" }   # the same for all runs");
    }
    text.section("params");
    text.rules(guess.params());
    text.stars(guess.paramStars(), "all that begin so, called by what follows");
    text.section("metrics");
    text.rules(guess.metrics());
    return text.end();
  }

  private static void decimal(Sample sample, MappingText text) {
    if (sample.decimalComma()) {
      text.entry("decimal", ",", "1.000,5 is a thousand and a half");
    }
  }

  /** What names a run, as the right side of a line. */
  private static String runId(Survey.Group group, Guess guess) {
    Sample all = group.merged();
    boolean isOneFile = group.files() == 1;
    String file = isOneFile ? "" : "{path:" + (group.names().isEmpty() ? "file" : BATCH) + "}";
    String id = all.isKeyed() ? "row:key" : guess.id();
    if (id != null) {
      boolean isAlone = isOneFile || (!all.isKeyed() && all.tellsApart(List.of(id)));
      if (!isAlone) {
        return MappingText.quoted(file + "-{" + id + "}");
      }
      return all.isKeyed()
          ? MappingText.quoted(id)
          : MappingText.reference(FieldRef.RUN, id, Map.of());
    }
    if (!isOneFile && group.samples().stream().allMatch(each -> each.rows().size() == 1)) {
      return MappingText.quoted(file);
    }
    List<String> used = new ArrayList<>();
    for (String part : guess.naming()) {
      used.add(part);
      if (all.tellsApart(used) && used.stream().noneMatch(name -> name.matches(".*[{}:].*"))) {
        return MappingText.quoted("{" + String.join("}-{", used) + "}");
      }
    }
    return MappingText.quoted((isOneFile ? "{path:name}" : file) + "-{row:number}");
  }

  private String ofFolders(Survey.Group group) {
    Sample sample = group.merged();
    MappingText text = new MappingText();
    text.heading(path, "Each file " + group.pattern() + " is a run.");
    text.section("runs");
    text.entry("file", group.pattern(), "the file that makes a run; names in braces are kept");
    if (group.isPairs()) {
      text.entry("shape", "pairs", "its lines are names and values");
      decimal(sample, text);
    } else if (sample.isTable()) {
      text.entry("shape", "rows", "its rows are points or trades, read below");
    }
    Map<String, Survey.Beside> beside = survey.beside(group);
    Map<String, Sample> values = new LinkedHashMap<>();
    if (!sample.isTable() || group.isPairs()) {
      values.put(FieldRef.RUN, sample);
    }
    beside.forEach(
        (name, file) -> {
          if (file.kind() == Survey.Kind.VALUES) {
            text.section("files." + name);
            text.entry("file", file.path(), "beside it");
            if (file.isPairs()) {
              text.entry("shape", "pairs", "its lines are names and values");
            }
            decimal(file.sample(), text);
            if (!file.isEverywhere()) {
              text.flag("optional", "some runs have none");
            }
            values.put(name, file.sample());
          }
        });
    List<Guess> guesses = new ArrayList<>();
    values.forEach((part, keys) -> guesses.add(Guess.of(keys, part, values)));
    text.section("meta");
    text.rule("run_id", folderId(group), "tells runs apart");
    List<String> told = new ArrayList<>(List.of("run_id"));
    guesses.forEach(guess -> text.rules(guess.meta(), told));
    if (!told.contains("strategy") && group.names().contains("strategy")) {
      text.rule("strategy", MappingText.quoted("path:strategy"), "from its path");
    }
    text.section("params");
    List<String> params = new ArrayList<>();
    guesses.forEach(guess -> text.rules(guess.params(), params));
    text.stars(
        guesses.stream().flatMap(guess -> guess.paramStars().stream()).toList(),
        "all that no other line takes");
    text.section("metrics");
    List<String> metrics = new ArrayList<>();
    guesses.forEach(guess -> text.rules(guess.metrics(), metrics));
    text.stars(
        guesses.stream().flatMap(guess -> guess.metricStars().stream()).toList(),
        "all numbers that no other line takes");
    if (sample.isTable() && !group.isPairs()) {
      text.table(sample, fileName(group), true);
    } else if (beside.values().stream().allMatch(file -> file.kind() == Survey.Kind.VALUES)) {
      inside(sample, text);
    }
    beside
        .values()
        .forEach(
            file -> {
              if (file.kind() != Survey.Kind.VALUES) {
                text.table(file.sample(), file.path(), file.isEverywhere());
              }
            });
    return text.end();
  }

  /** A curve or trades that stand in the run's own document. */
  private void inside(Sample document, MappingText text) {
    boolean isCurve = false;
    boolean isTrades = false;
    for (String key : document.names()) {
      boolean isList =
          document.values(key).stream().anyMatch(value -> value.type() == Value.Type.LIST);
      Optional<Sample> list = isList ? survey.list(document, key) : Optional.empty();
      if (list.isPresent() && list.get().isTrades() && !isTrades) {
        isTrades = true;
        text.tableInside(list.get());
      } else if (list.isPresent() && list.get().isCurve() && !isCurve) {
        isCurve = true;
        text.tableInside(list.get());
      }
    }
  }

  private static String fileName(Survey.Group group) {
    String pattern = group.pattern();
    String name = pattern.substring(pattern.lastIndexOf('/') + 1);
    return name.indexOf('{') < 0 ? name : name.replace("{", "{path:");
  }

  /** The path tells folders apart, and is what people call them. */
  private static String folderId(Survey.Group group) {
    if (group.names().isEmpty()) {
      return MappingText.quoted(group.pattern().contains("/") ? "path:folder" : "path:name");
    }
    return group.names().size() == 1
        ? MappingText.quoted("path:" + group.names().getFirst())
        : MappingText.quoted("{path:" + String.join("}/{path:", group.names()) + "}");
  }
}
