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
import tools.peak.lake.Lake;
import tools.peak.lake.query.Inventory;
import tools.peak.lake.query.Result;

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
    try (Lake lake = Lake.open(invocation.lake())) {
      formatting.print(invocation, chosen(list.apply(lake.inventory(asOf.time()))));
    }
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
