package tools.peak.cli.command.live;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.output.Json;
import tools.peak.cli.output.Visible;
import tools.peak.runner.live.SessionResult;
import tools.peak.runner.live.journal.SessionState;

/** What a session came to. */
final class LiveReport {
  private LiveReport() {}

  static int print(SessionResult result, Path results, Invocation invocation) {
    if (invocation.json()) {
      invocation.output().line(Json.of(document(result)));
    } else {
      invocation.output().line(Visible.line(line(result, results)));
    }
    return switch (result.ending()) {
      case END_OF_FEED, STOPPED -> Exit.DONE;
      case KILLED -> Exit.DONE_IN_PART;
      case FEED_FAILED -> Exit.FAILED;
    };
  }

  private static String line(SessionResult result, Path results) {
    SessionState state = result.state();
    String detail = result.detail();
    StringBuilder line =
        new StringBuilder(result.ending().text().replace('_', ' '))
            .append(detail == null ? "" : " (" + detail + ")");
    line.append(
        String.format(
            Locale.ROOT,
            " · %,d cycles · %,d orders, %,d filled",
            state.cycles(),
            count(state, "orders_sent"),
            count(state, "orders_filled")));
    state.counts().entrySet().stream()
        .filter(count -> !count.getKey().equals("orders_sent"))
        .filter(count -> !count.getKey().equals("orders_filled"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            count ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        ", %,d %s",
                        count.getValue(),
                        count.getKey().replace("orders_", "").replace('_', ' '))));
    return line.append(
            String.format(
                Locale.ROOT,
                " · equity %,.2f (%+,.2f) · %s · next: peak ingest %s",
                state.equity(),
                state.pnl(),
                results.resolve(String.valueOf(result.folder().getFileName())),
                results))
        .toString();
  }

  private static long count(SessionState state, String name) {
    return state.counts().getOrDefault(name, 0L);
  }

  private static Map<String, @Nullable Object> document(SessionResult result) {
    SessionState state = result.state();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("run_id", String.valueOf(result.folder().getFileName()));
    document.put("folder", result.folder().toString());
    document.put("ending", result.ending().text());
    document.put("detail", result.detail());
    document.put("health", state.health().text());
    document.put("cycles", state.cycles());
    document.put("points", result.points());
    document.put("position", state.position());
    document.put("equity", state.equity());
    document.put("pnl", state.pnl());
    document.put("drawdown", state.drawdown());
    document.put("counts", new java.util.TreeMap<>(state.counts()));
    return document;
  }
}
