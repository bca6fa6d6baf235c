package tools.peak.cli.command.list;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Lakes;
import tools.peak.lake.AsOf;
import tools.peak.lake.query.Inventory;
import tools.peak.lake.query.Result;
import tools.peak.lake.words.KnownWords.Kind;

/** A list of names of one kind, all of them or those that contain a text. */
public final class Listing {
  @Parameters(
      paramLabel = "TEXT",
      arity = "0..1",
      description = "Only names that contain it, in any case.")
  @Nullable String text;

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  /** Writes it. */
  public void print(Invocation invocation, Function<Inventory, Result> list) {
    try (Lakes.Opened opened = invocation.open()) {
      print(invocation, list.apply(opened.lake().inventory(asOf.time())));
    }
  }

  /** The same, and lets completion know the names that were read of all runs. */
  void print(Invocation invocation, Kind kind, Function<Inventory, Result> list) {
    try (Lakes.Opened opened = invocation.open()) {
      Result all = list.apply(opened.lake().inventory(asOf.time()));
      if (asOf.time().equals(AsOf.latest())) {
        opened
            .lake()
            .words()
            .replace(kind, all.rows().stream().map(row -> String.valueOf(row.getFirst())).toList());
      }
      print(invocation, all);
    }
  }

  private void print(Invocation invocation, Result all) {
    formatting.print(invocation, chosen(all));
  }

  private Result chosen(Result all) {
    if (text == null) {
      return all;
    }
    String part = text.toLowerCase(Locale.ROOT);
    List<List<@Nullable Object>> rows =
        all.rows().stream()
            .filter(row -> String.valueOf(row.getFirst()).toLowerCase(Locale.ROOT).contains(part))
            .toList();
    return new Result(all.snapshot(), all.columns(), rows, false, all.next());
  }
}
