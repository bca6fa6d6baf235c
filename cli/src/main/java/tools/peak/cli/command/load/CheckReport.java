package tools.peak.cli.command.load;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.draw.Facts;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Visible;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Meta;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Value;
import tools.peak.evidence.folder.Reading;
import tools.peak.lake.ingest.SourceCheck;
import tools.peak.parquet.column.Times;

/** Shows what would be made of each folder, for people. */
final class CheckReport implements SourceCheck.Visitor {
  /** So many plain runs are shown whole; the others are counted. */
  private static final int SHOWN = 10;

  private static final int NAMED = 8;

  private final CommandOutput output;
  private int runs;
  private int plain;
  private int notices;
  private int refused;
  private int passedOver;

  CheckReport(CommandOutput output) {
    this.output = output;
  }

  int refused() {
    return refused;
  }

  @Override
  public void read(String path, String source, Reading reading) {
    switch (reading) {
      case Reading.Loaded(Run run, List<Notice> said) -> {
        runs++;
        notices += said.size();
        if (said.isEmpty() && ++plain > SHOWN) {
          return;
        }
        line(path + "  " + output.style().green("run") + " " + Visible.line(run.runId()));
        Facts.lines(facts(run), output.terminal()).forEach(output::line);
        for (Notice notice : said) {
          line("  notice " + notice.code() + ": " + notice.file() + ": " + notice.detail());
        }
      }
      case Reading.Refused(_, List<Problem> problems) -> {
        refused++;
        output.line(Visible.line(path) + "  " + output.style().red("refused"));
        for (Problem problem : problems) {
          line("  " + problem.code() + ": " + problem.reason());
        }
      }
      case Reading.NotARun() -> throw new IllegalStateException(path);
    }
  }

  @Override
  public void passedOver(Path folder, String why) {
    passedOver++;
    if (passedOver <= SHOWN) {
      line(folder + "  passed over");
      line("  " + why);
    }
  }

  /** Says how many there were of each. */
  void end() {
    if (plain > SHOWN) {
      output.line(count(plain - SHOWN, "more run", "more runs") + " without a notice");
    }
    List<String> parts = new ArrayList<>(List.of(count(runs, "run", "runs")));
    if (notices > 0) {
      parts.add(count(notices, "notice", "notices"));
    }
    if (refused > 0) {
      parts.add(String.format(Locale.ROOT, "%,d refused", refused));
    }
    if (passedOver > 0) {
      parts.add(String.format(Locale.ROOT, "%,d passed over", passedOver));
    }
    output.line(String.join(" · ", parts));
  }

  private void line(String text) {
    output.line(Visible.line(text));
  }

  private static String count(int count, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
  }

  /** How much a run holds, on one line. */
  static String sizes(Run run) {
    return String.join(
        ", ",
        count(run.params().size(), "parameter", "parameters"),
        count(run.stats().size(), "metric", "metrics"),
        count(run.equity().size(), "point", "points"),
        count(run.trades().size(), "trade", "trades"));
  }

  private static Map<String, String> facts(Run run) {
    Meta meta = run.meta();
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "strategy", meta.strategy());
    put(facts, "symbol", meta.symbol());
    put(facts, "stage", meta.stage());
    put(facts, "timestamp", meta.timestamp());
    put(facts, "start_date", meta.startDate());
    put(facts, "end_date", meta.endDate());
    put(facts, "params", named(run.params().stream().map(CheckReport::shown).toList()));
    put(facts, "metrics", named(run.stats().stream().map(CheckReport::shown).toList()));
    put(facts, "curve", curve(run.equity()));
    put(
        facts,
        "it says",
        String.join(" ", run.curveStats().stream().map(CheckReport::rounded).toList()));
    if (run.trades().size() > 0) {
      String kind = run.trades().kind().text();
      put(facts, "trades", String.format(Locale.ROOT, "%,d (%s)", run.trades().size(), kind));
    }
    return facts;
  }

  private static void put(Map<String, String> facts, String name, @Nullable Object value) {
    Optional.ofNullable(value)
        .map(Object::toString)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> facts.put(name, text));
  }

  private static String shown(Value value) {
    return value.key() + "=" + value.text();
  }

  private static String shown(Stat stat) {
    return stat.metric() + "=" + (stat.text() == null ? stat.value() : stat.text());
  }

  private static String rounded(Stat stat) {
    return String.format(Locale.ROOT, "%s=%.4f", stat.metric(), stat.value());
  }

  private static String named(List<String> all) {
    String first = String.join(" ", all.subList(0, Math.min(all.size(), NAMED)));
    return all.size() <= NAMED
        ? first
        : first + String.format(Locale.ROOT, " and %,d more", all.size() - NAMED);
  }

  private static String curve(EquityCurve curve) {
    if (curve.size() == 0) {
      return "";
    }
    String points = count(curve.size(), "point", "points");
    long first = curve.timestamps().get(0);
    long last = curve.timestamps().get(curve.size() - 1);
    return first == Times.MISSING || last == Times.MISSING
        ? points
        : points + ", " + time(first) + " to " + time(last);
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
