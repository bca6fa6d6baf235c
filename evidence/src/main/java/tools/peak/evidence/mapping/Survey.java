package tools.peak.evidence.mapping;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;
import tools.peak.evidence.folder.ReadLimits;

/** What lies in a folder: its data files, in groups of those that are alike. */
final class Survey {
  private static final int MAX_FILES = 100_000;
  private static final int MAX_DEPTH = 12;
  private static final int SAMPLES = 20;

  private final Path root;
  private final Sampler sampler;
  private final List<List<String>> files;
  private final boolean isNamed;
  private final Map<String, Optional<Sample>> samples = new LinkedHashMap<>();
  private @Nullable List<Group> groups;

  /** What a file beside a run's holds. */
  enum Kind {
    VALUES,
    CURVE,
    TRADES
  }

  /**
   * Files that are alike: of one name in folders that are alike, or of one kind in one folder.
   *
   * @param pattern of their paths
   * @param names what it keeps of a path
   * @param files how many there are
   */
  record Group(
      String pattern,
      List<String> names,
      int files,
      List<List<String>> paths,
      List<Sample> samples) {

    boolean isPairs() {
      return samples.getFirst().isPairs();
    }

    /** What is known of all of them together. */
    Sample merged() {
      Sample first = samples.getFirst();
      List<Map<String, Value>> rows = new ArrayList<>();
      for (Sample sample : samples) {
        rows.addAll(sample.isPairs() ? sample.asKeys().rows() : sample.rows());
      }
      return new Sample(
          first.file(),
          first.format(),
          first.at(),
          first.isKeyed(),
          first.isTable() && !isPairs(),
          first.decimalComma(),
          rows);
    }
  }

  /** A file that lies beside that of a run. */
  record Beside(String path, Kind kind, Sample sample, boolean isPairs, boolean isEverywhere) {}

  private Survey(Path root, List<List<String>> files, boolean isNamed, ReadLimits limits) {
    this.root = root;
    this.files = files;
    this.isNamed = isNamed;
    this.sampler = new Sampler(limits);
  }

  static Survey of(Path path, ReadLimits limits) throws IOException {
    Path real;
    try {
      real = path.toRealPath();
    } catch (NoSuchFileException e) {
      throw new IOException("nothing at " + path, e);
    }
    Path folder = real.getParent();
    if (!Files.isDirectory(real) && folder != null) {
      return new Survey(folder, List.of(List.of(String.valueOf(real.getFileName()))), true, limits);
    }
    List<List<String>> files = new ArrayList<>();
    Files.walkFileTree(
        real,
        Set.of(),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            List<String> names = new ArrayList<>();
            real.relativize(file).forEach(name -> names.add(name.toString()));
            if (attributes.isRegularFile()
                && names.stream().noneMatch(name -> name.startsWith("."))) {
              files.add(names);
            }
            return files.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(Comparator.comparing(names -> String.join("/", names)));
    return new Survey(real, files, false, limits);
  }

  /** The names of all data files. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (List<String> file : files) {
      if (DataFormat.ofName(file.getLast()) != null) {
        names.add(file.getLast());
      }
    }
    return names;
  }

  /** The files whose rows are runs: those that know the most metrics. */
  Optional<Group> rows() {
    return groups().stream()
        .filter(group -> group.samples().stream().allMatch(Survey::mayBeOfRuns))
        .max(Comparator.comparingLong(Survey::metrics));
  }

  private static boolean mayBeOfRuns(Sample sample) {
    return sample.isTable() && !sample.isPairs() && !sample.isCurve() && !sample.isTrades();
  }

  /** The files each of which makes a run: documents with metrics, else curves, else trades. */
  Optional<Group> single() {
    return groups().stream()
        .filter(group -> rank(group) > 0)
        .max(Comparator.<Group>comparingLong(Survey::rank).thenComparingInt(Group::files));
  }

  /** How many of its names are metrics; parameters alone say a little, too. */
  static long metrics(Group group) {
    Sample merged = group.merged();
    return 2 * merged.metrics() + (merged.hasParams() ? 1 : 0);
  }

  private static long rank(Group group) {
    Sample sample = group.samples().getFirst();
    if (sample.isPairs() || !sample.isTable()) {
      return 3 + 10 * metrics(group);
    }
    return sample.isCurve() ? 2 : sample.isTrades() ? 1 : 0;
  }

  /** All groups, sampled. */
  private List<Group> groups() {
    if (groups == null) {
      groups = List.copyOf(grouped());
    }
    return groups;
  }

  private List<Group> grouped() {
    Map<String, List<List<String>>> byShape = new TreeMap<>();
    for (List<String> file : files) {
      if (DataFormat.ofName(file.getLast()) != null) {
        byShape.computeIfAbsent(shape(file), _ -> new ArrayList<>()).add(file);
      }
    }
    List<Group> groups = new ArrayList<>();
    for (List<List<String>> alike : byShape.values()) {
      groups.addAll(byName(alike));
    }
    return groups;
  }

  /** Files of one ending at one depth. */
  private static String shape(List<String> file) {
    String name = file.getLast();
    return file.size() + name.substring(name.lastIndexOf('.'));
  }

  /** Those of one name in many folders are a group each; those of many names in one folder, too. */
  private List<Group> byName(List<List<String>> alike) {
    Map<String, List<List<String>>> byName = new TreeMap<>();
    alike.forEach(file -> byName.computeIfAbsent(file.getLast(), _ -> new ArrayList<>()).add(file));
    long folders = alike.stream().map(file -> file.subList(0, file.size() - 1)).distinct().count();
    List<Group> groups = new ArrayList<>();
    List<List<String>> rest = new ArrayList<>();
    for (List<List<String>> ofName : byName.values()) {
      if (folders == 1 || ofName.size() > folders / 10) {
        if (folders > 1 || byName.size() == 1) {
          groups.addAll(group(ofName));
        } else {
          rest.addAll(ofName);
        }
      } else {
        rest.addAll(ofName);
      }
    }
    byStem(rest).forEach(files -> groups.addAll(group(files)));
    return groups;
  }

  /** Names that end alike, as those of {@code a_equity.csv} and {@code b_equity.csv} do. */
  private static List<List<List<String>>> byStem(List<List<String>> files) {
    Map<String, List<List<String>>> byEnd = new TreeMap<>();
    for (List<String> file : files) {
      byEnd.computeIfAbsent(end(file.getLast()), _ -> new ArrayList<>()).add(file);
    }
    List<List<List<String>>> groups = new ArrayList<>();
    List<List<String>> rest = new ArrayList<>();
    byEnd.forEach(
        (end, ofEnd) -> {
          if (end.startsWith("_") && ofEnd.size() > 1) {
            groups.add(ofEnd);
          } else {
            rest.addAll(ofEnd);
          }
        });
    if (!rest.isEmpty()) {
      groups.add(rest);
    }
    return groups;
  }

  /** {@code _equity.csv} of {@code a_equity.csv}, where it says what the file holds. */
  private static String end(String name) {
    int dot = name.lastIndexOf('.');
    int line = Math.max(name.lastIndexOf('_', dot), name.lastIndexOf('-', dot));
    String word = line < 0 ? "" : name.substring(line + 1, dot);
    return line > 0 && word.length() > 2 && word.chars().noneMatch(Character::isDigit)
        ? "_" + name.substring(line)
        : name.substring(dot);
  }

  /** One group, or one for each header where names in one folder hold different things. */
  private List<Group> group(List<List<String>> alike) {
    Map<String, List<List<String>>> byKind = new LinkedHashMap<>();
    Map<String, List<Sample>> samplesOf = new LinkedHashMap<>();
    String last = "";
    int sampled = 0;
    for (List<String> file : alike) {
      if (sampled++ < SAMPLES) {
        Optional<Sample> sample = sample(file);
        if (sample.isEmpty()) {
          continue;
        }
        last = kind(sample.get());
        samplesOf.computeIfAbsent(last, _ -> new ArrayList<>()).add(sample.get());
      }
      byKind.computeIfAbsent(last, _ -> new ArrayList<>()).add(file);
    }
    List<Group> groups = new ArrayList<>();
    samplesOf.forEach(
        (kind, samples) -> {
          List<List<String>> paths = byKind.getOrDefault(kind, List.of());
          PathGuess guess = PathGuess.of(paths, byKind.size() > 1 || isNamed);
          groups.add(new Group(guess.pattern(), guess.names(), paths.size(), paths, samples));
        });
    return groups;
  }

  private static String kind(Sample sample) {
    if (!sample.isTable() || sample.isPairs()) {
      return "document";
    }
    return sample.isCurve() ? "curve" : sample.isTrades() ? "trades" : "rows" + sample.names();
  }

  private Optional<Sample> sample(List<String> file) {
    String relative = String.join("/", file);
    return samples.computeIfAbsent(
        relative, _ -> sampler.sample(root, root.resolve(relative), relative));
  }

  /** A list within documents, as a table. */
  Optional<Sample> list(Sample document, String key) {
    return sampler.list(document, key);
  }

  /** The files that lie beside those of a group, by what the mapping calls them. */
  Map<String, Beside> beside(Group group) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, List<List<String>>> paths = new TreeMap<>();
    Set<String> own = new LinkedHashSet<>();
    group.paths().forEach(path -> own.add(String.join("/", path)));
    Map<List<String>, List<List<String>>> byFolder = new LinkedHashMap<>();
    files.forEach(
        file ->
            byFolder
                .computeIfAbsent(file.subList(0, file.size() - 1), _ -> new ArrayList<>())
                .add(file));
    for (List<String> run : group.paths()) {
      for (List<String> file : byFolder.getOrDefault(run.subList(0, run.size() - 1), List.of())) {
        if (!own.contains(String.join("/", file)) && DataFormat.ofName(file.getLast()) != null) {
          String path = PathGuess.beside(run.getLast(), file.getLast(), group);
          if (path != null) {
            counts.merge(path, 1, Integer::sum);
            paths.computeIfAbsent(path, _ -> new ArrayList<>()).add(file);
          }
        }
      }
    }
    Map<String, Beside> beside = new LinkedHashMap<>();
    Set<Kind> taken = new LinkedHashSet<>();
    counts.forEach(
        (path, count) -> {
          Optional<Group> alike = group(paths.getOrDefault(path, List.of())).stream().findFirst();
          if (alike.isEmpty() || count * 10 < group.files()) {
            return;
          }
          Sample sample = alike.get().merged();
          Kind kind = sample.isTrades() ? Kind.TRADES : sample.isCurve() ? Kind.CURVE : Kind.VALUES;
          if (kind == Kind.VALUES ? !sample.isTable() : taken.add(kind)) {
            beside.put(
                PathGuess.called(path, beside.keySet()),
                new Beside(path, kind, sample, alike.get().isPairs(), count >= group.files()));
          }
        });
    return beside;
  }
}
