package tools.peak.cli.command.look;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.AsOfOption;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Json;
import tools.peak.lake.Lake;
import tools.peak.lake.compare.Direction;
import tools.peak.lake.compare.HeatMap;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.StatsQuery;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

@CommandLine.Command(
    name = "map",
    description = {
      "A heat map of a metric over two parameters, its best cell, and the cell in the widest"
          + " plateau:",
      "the one whose neighbourhood (one step on each axis, five neighbours or more) has the best"
          + " worst",
      "value, then the best mean. A combination without a finite value is a gap."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  peak map sharpe --over params.fast,params.slow --where \"strategy = 'ma_crossover'\"",
      "  peak map total_return --over params.fast,params.slow --agg p50 --above 0 --format csv",
      "  peak map sharpe --over params.fast,params.slow --svg map.svg"
    })
public final class MapCommand implements Command {
  @Parameters(paramLabel = "METRIC", description = "Such as sharpe.")
  String metric = "";

  @Option(
      names = "--over",
      paramLabel = "X,Y",
      split = ",",
      required = true,
      description = "The two axes: params.fast,params.slow.")
  List<String> over = new ArrayList<>();

  @Option(
      names = "--agg",
      paramLabel = "NAME",
      defaultValue = "mean",
      description = "What of the runs in a cell: mean, std, min, max, sum, median, p0 to p100.")
  String aggregate = "mean";

  @Option(
      names = "--above",
      paramLabel = "X",
      description =
          "The share of the plateau's neighbours better than X (default: the median cell).")
  @Nullable Double above;

  @Option(names = "--where", paramLabel = "FILTER", description = "Only runs that fulfil it.")
  List<String> where = new ArrayList<>();

  @Mixin AsOfOption asOf = new AsOfOption();

  @Mixin FormatOption formatting = new FormatOption();

  @Mixin SvgOption svg = new SvgOption();

  @Override
  public int run(Invocation invocation) throws IOException {
    if (over.size() != 2 || over.get(0).strip().equals(over.get(1).strip())) {
      throw CommandFailed.wrongUsage("--over wants two parameters: params.fast,params.slow");
    }
    FormatOption.Kind kind = formatting.kind(invocation);
    try (Lake lake = Lake.open(invocation.lake())) {
      Result result = question(lake).fetch();
      HeatMap map = HeatMap.of(result);
      Direction direction = Direction.of(metric);
      double threshold = above == null ? map.median() : above;
      if (!map.cells().isEmpty()) {
        svg.draw(
            invocation,
            () -> HeatMapChart.of(metric + " (" + aggregate + ")", over, map, direction));
      }
      if (kind == FormatOption.Kind.JSON) {
        invocation.output().line(Json.of(document(result.snapshot(), map, direction, threshold)));
      } else if (formatting.isGlance(invocation)) {
        if (map.cells().isEmpty()) {
          throw CommandFailed.failed(
              "no cell: no run with a finite %s has both %s"
                  .formatted(metric, String.join(" and ", over)));
        }
        HeatMapText.print(
            invocation.output(),
            new HeatMapText.Titles(metric, aggregate, over, result.snapshot()),
            map,
            direction,
            threshold);
      } else {
        formatting.print(
            invocation,
            rows(result.snapshot(), map),
            FormatOption.TABLE.measuring(name -> name.equals("value") ? metric : name));
      }
    }
    return Exit.DONE;
  }

  private StatsQuery question(Lake lake) {
    StatsQuery query = lake.stats(metric).by(over).agg(aggregate);
    for (String condition : where) {
      query = query.where(condition);
    }
    return query.asOf(asOf.time());
  }

  private Result rows(String snapshot, HeatMap map) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    map.cells().forEach(c -> rows.add(List.of(c.x(), c.y(), c.value(), c.count())));
    return new Result(
        snapshot,
        List.of(
            new Column(over.get(0), ColumnType.TEXT),
            new Column(over.get(1), ColumnType.TEXT),
            new Column("value", ColumnType.DOUBLE),
            new Column("count", ColumnType.LONG)),
        rows,
        false,
        Optional.empty());
  }

  private Map<String, @Nullable Object> document(
      String snapshot, HeatMap map, Direction direction, double threshold) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("snapshot", snapshot);
    document.put("rows", map.cells().stream().map(this::cell).toList());
    document.put("best", map.best(direction).map(this::cell).orElse(null));
    document.put(
        "plateau",
        map.plateau(direction, threshold)
            .map(
                plateau -> {
                  Map<String, Object> facts = cell(plateau.cell());
                  facts.put("min", plateau.worst());
                  facts.put("mean", plateau.mean());
                  facts.put("share", plateau.share());
                  return facts;
                })
            .orElse(null));
    return document;
  }

  private Map<String, Object> cell(HeatMap.Cell cell) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(over.get(0), cell.x());
    facts.put(over.get(1), cell.y());
    facts.put("value", cell.value());
    facts.put("count", cell.count());
    return facts;
  }
}
