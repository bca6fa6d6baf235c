package tools.peak.cli.complete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.peak.cli.complete.Candidates.Files;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.words.KnownWords.Kind;
import tools.peak.runner.strategy.StrategyKind;

/**
 * The values of options and parameters. What one takes is told by its label in the help, as people
 * are told: {@code RUN}, {@code FILTER}, {@code csv|json}.
 */
final class Values {
  /** So many a person can look at. */
  private static final int MOST = 200;

  private static final Pattern CHOICE = Pattern.compile("[a-z0-9_]+(\\|[a-z0-9_]+)+");
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

  /** What is typed last in a filter: a name, or the beginning of a text behind a comparison. */
  private static final Pattern NAME = Pattern.compile("(?s)(.*?)([A-Za-z_][A-Za-z0-9_.]*)?");

  private static final Pattern TEXT =
      Pattern.compile(
          "(?s)(.*\\b(strategy|run_id|symbol)\\s*(?:==?|<>|!=|\\bin\\b\\s*\\()\\s*')([^']*)");

  private static final Set<String> FOLDER_LABELS = Set.of("DIR", "TO", "FROM");
  private static final Set<String> FILE_LABELS =
      Set.of("FILE", "FILE|-", "PATH", "RESULTS", "PROGRAM", "STATEMENT|FILE|-");
  private static final Set<String> LISTS = Set.of("NAMES", "KEYS", "X,Y");

  private final Known known;

  Values(Known known) {
    this.known = known;
  }

  /** What may stand for an option's value or a parameter. */
  Candidates of(ArgSpec arg, CommandSpec command, String begun) {
    String label = arg.paramLabel();
    String option = arg instanceof OptionSpec named ? named.longestName() : "";
    if (CHOICE.matcher(label).matches()) {
      return words(Arrays.asList(label.split("\\|")), begun);
    }
    Iterable<String> candidates = arg.completionCandidates();
    if (candidates != null && arg.typeInfo().isEnum()) {
      return words(
          StreamSupport.stream(candidates.spliterator(), false)
              .map(word -> word.toLowerCase(Locale.ROOT))
              .toList(),
          begun);
    }
    if (option.equals("--strategy")) {
      return words(Arrays.stream(StrategyKind.values()).map(StrategyKind::text).toList(), begun);
    }
    if (option.equals("--as-of")) {
      return words(known.versions(), begun);
    }
    if (option.equals("--metrics")) {
      return list(names(known.all(Kind.METRIC), "metric"), begun);
    }
    if (FOLDER_LABELS.contains(label)) {
      return Candidates.of(Files.FOLDERS);
    }
    if (FILE_LABELS.contains(label)) {
      return Candidates.of(Files.FILES);
    }
    if (LISTS.contains(label)) {
      return list(columns(), begun);
    }
    return switch (label) {
      case "RUN", "A", "B", "[RUN] TEXT" -> Candidates.of(runs(begun));
      case "RUN|BARS" -> new Candidates(runs(begun), Files.FILES);
      case "METRIC", "METRIC…", "METRICS" -> words(known.all(Kind.METRIC), begun);
      case "FILTER" -> filter(begun);
      case "PLAN" -> words(known.plans(), begun);
      case "[RUN] [KEY=VALUE…]" -> tagged(begun, true);
      case "[RUN] KEY…" -> tagged(begun, false);
      case "NAME" ->
          command.qualifiedName().contains("version")
              ? words(known.versions(), begun)
              : Candidates.NONE;
      default -> Candidates.NONE;
    };
  }

  private static Candidates words(Collection<String> words, String begun) {
    return Candidates.of(
        words.stream()
            .filter(word -> word.startsWith(begun))
            .limit(MOST)
            .map(Candidate::whole)
            .toList());
  }

  private List<Candidate> runs(String begun) {
    List<String> ids = new ArrayList<>(known.runs(begun, MOST));
    if ("latest".startsWith(begun)) {
      ids.add("latest");
    }
    return ids.stream().map(Candidate::whole).toList();
  }

  /** The project's filters, as arguments of their own. */
  List<Candidate> filters(String begun) {
    return known.filters().stream()
        .map(name -> "@" + name)
        .filter(name -> name.startsWith(begun))
        .map(name -> new Candidate(name, true, "a filter of the project"))
        .toList();
  }

  private Candidates tagged(String begun, boolean withValue) {
    int equals = begun.indexOf('=');
    if (equals > 0 && withValue) {
      String key = begun.substring(0, equals);
      return words(
          known.valuesOf(key, MOST).stream().map(value -> key + "=" + value).toList(), begun);
    }
    List<Candidate> candidates = new ArrayList<>();
    for (String key : known.tags(MOST)) {
      if (key.startsWith(begun)) {
        candidates.add(new Candidate(withValue ? key + "=" : key, !withValue, "a tag"));
      }
    }
    candidates.addAll(runs(begun));
    return Candidates.of(candidates);
  }

  /** What a list of columns, or an order, may name. */
  private Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    LakeTable.RUNS.columns().stream()
        .map(Column::name)
        .forEach(name -> columns.put(name, "of every run"));
    columns.putAll(names(known.all(Kind.METRIC), "metric"));
    columns.putAll(
        names(known.all(Kind.PARAM).stream().map(name -> "params." + name).toList(), "parameter"));
    columns.putAll(names(known.tags(MOST).stream().map(name -> "tags." + name).toList(), "tag"));
    return columns;
  }

  /** Names that need no quotes. */
  private static Map<String, String> names(Collection<String> names, String meaning) {
    Map<String, String> plain = new TreeMap<>();
    names.stream()
        .filter(name -> PLAIN.matcher(name).matches())
        .forEach(name -> plain.put(name, meaning));
    return plain;
  }

  private static Candidates list(Map<String, String> names, String begun) {
    int from = begun.lastIndexOf(',') + 1;
    while (from < begun.length() && begun.charAt(from) == ' ') {
      from++;
    }
    return Candidates.of(begin(names, begun.substring(0, from), begun.substring(from)).toList());
  }

  private static Stream<Candidate> begin(Map<String, String> names, String before, String begun) {
    return names.entrySet().stream()
        .filter(name -> name.getKey().startsWith(begun))
        .limit(MOST)
        .map(name -> new Candidate(before + name.getKey(), false, name.getValue()));
  }

  private Candidates filter(String begun) {
    if (begun.startsWith("@")) {
      return Candidates.of(filters(begun));
    }
    Matcher text = TEXT.matcher(begun);
    if (text.matches()) {
      Collection<String> values =
          switch (text.group(2)) {
            case "strategy" -> known.all(Kind.STRATEGY);
            case "run_id" -> known.runs(text.group(3), MOST);
            default -> List.of();
          };
      return Candidates.of(
          values.stream()
              .filter(value -> value.startsWith(text.group(3)) && value.indexOf('\'') < 0)
              .limit(MOST)
              .map(value -> new Candidate(text.group(1) + value + "'", false, ""))
              .toList());
    }
    Matcher name = NAME.matcher(begun);
    boolean isIn = begun.chars().filter(c -> c == '\'').count() % 2 == 1;
    if (isIn || !name.matches()) {
      return Candidates.NONE;
    }
    String last = name.group(2) == null ? "" : name.group(2);
    List<Candidate> names = begin(columns(), name.group(1), last).toList();
    return Candidates.of(names.size() == 1 ? compared(names.getFirst()) : names);
  }

  /** How the only name may go on. (A shell would end the quote behind a word that stands alone.) */
  private static List<Candidate> compared(Candidate name) {
    boolean isText =
        LakeTable.RUNS.columns().stream()
            .anyMatch(
                column -> column.type() == ColumnType.TEXT && name.word().endsWith(column.name()));
    return (isText ? List.of(" = '", " <> '", " like '") : List.of(" <", " =", " >"))
        .stream().map(more -> new Candidate(name.word() + more, false, "")).toList();
  }
}
