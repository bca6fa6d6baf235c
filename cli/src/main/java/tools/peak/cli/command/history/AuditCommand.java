package tools.peak.cli.command.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.FormatOption;
import tools.peak.cli.command.Invocation;
import tools.peak.lake.Lake;
import tools.peak.lake.history.AuditTrail;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.StateQuery;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

@CommandLine.Command(
    name = "audit",
    description = {
      "What was done to the lake, when and by whom, the newest first: a row a deed, written with it",
      "or not at all. With --json or --format all rows as the chain has them, where a run or a text",
      "stands as its keyed hash; at a terminal with the names that are still known."
    },
    subcommands = AuditVerifyCommand.class,
    footerHeading =
        "%nColumns: seq, at, actor, host, action, parameters, version_before,"
            + " version_after, hash_before, hash.%n%nExamples:%n",
    footer = {
      "  peak audit",
      "  peak audit --where \"actor = 'alice' and at >= '2026-03'\"",
      "  peak audit --run exp_42             also when the run is gone for good",
      "  peak --json audit | jq '.rows[].action'",
      "  peak audit verify"
    })
public final class AuditCommand implements Command {
  private static final long GLANCE = 20;
  private static final List<Column> TOLD =
      List.of(
          new Column("seq", ColumnType.LONG),
          new Column("at", ColumnType.TIMESTAMP),
          new Column("actor", ColumnType.TEXT),
          new Column("action", ColumnType.TEXT),
          new Column("with", ColumnType.TEXT),
          new Column("version", ColumnType.LONG));

  @Option(
      names = "--where",
      paramLabel = "FILTER",
      description = "Only deeds that fulfil it, such as \"action = 'delete'\".")
  List<String> where = new ArrayList<>();

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "Only deeds that this run, by its whole run_id, was part of.")
  @Nullable String run;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many rows.")
  @Nullable Long limit;

  @Mixin FormatOption formatting = new FormatOption();

  @Override
  public int run(Invocation invocation) {
    try (Lake lake = Lake.open(invocation.lake())) {
      boolean isGlance = formatting.isGlance(invocation);
      long most = LogCommand.most(limit, isGlance ? GLANCE : Long.MAX_VALUE);
      Result deeds =
          run == null && where.isEmpty()
              ? lake.audit().newest(most)
              : question(lake.audit()).limit(most).orderBy("seq desc").fetch();
      formatting.print(invocation, isGlance ? told(lake.audit(), deeds) : deeds);
    }
    return Exit.DONE;
  }

  private StateQuery question(AuditTrail audit) {
    String runId = run;
    StateQuery query = runId == null ? audit.deeds() : audit.deedsOf(runId);
    for (String condition : where) {
      query = query.where(condition);
    }
    return query;
  }

  private static Result told(AuditTrail audit, Result deeds) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> deed : deeds.rows()) {
      long seq = deed.getFirst() instanceof Long number ? number : 0;
      rows.add(
          Arrays.asList(
              seq,
              deed.get(1),
              deed.get(2),
              deed.get(4),
              audit.words(seq, String.valueOf(deed.get(5))),
              deed.get(7)));
    }
    return new Result(deeds.snapshot(), TOLD, rows, deeds.truncated(), deeds.next());
  }
}
