package tools.peak.cli.command.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.draw.Facts;
import tools.peak.cli.output.Json;
import tools.peak.cli.output.Visible;
import tools.peak.runner.live.SessionStatus;
import tools.peak.runner.live.journal.SessionState;

@CommandLine.Command(
    name = "status",
    description = {
      "How the sessions in a results folder stand, from their journals alone.",
      "Those that run, or the last one if none does. Exit 1 if one is halted or stale."
    },
    footerHeading = "%nExamples:%n",
    footer = "  peak live status results")
final class LiveStatusCommand implements Command {
  @Parameters(paramLabel = "DIR", description = "The results folder, or a session's own.")
  Path dir = Path.of("");

  @Override
  public int run(Invocation invocation) throws IOException {
    if (!Files.isDirectory(dir)) {
      throw CommandFailed.failed(dir + ": no such folder");
    }
    long now = System.currentTimeMillis();
    List<SessionStatus> sessions = SessionStatus.in(dir, now);
    if (sessions.isEmpty()) {
      throw CommandFailed.failed("no session in " + dir + ": peak live makes one");
    }
    if (invocation.json()) {
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      sessions.forEach(session -> rows.add(row(session, now)));
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("snapshot", null);
      document.put("columns", List.copyOf(rows.getFirst().keySet()));
      document.put("rows", rows);
      document.put("truncated", false);
      invocation.output().line(Json.of(document));
    } else {
      for (SessionStatus session : sessions) {
        invocation.output().line(Visible.line(session.runId() + " · " + session.phase().text()));
        SessionState state = session.state();
        if (state != null) {
          Facts.lines(SessionFacts.of(state, now), invocation.output().terminal())
              .forEach(invocation.output()::line);
        }
        if (session.phase() == SessionStatus.Phase.GONE) {
          invocation.output().line(Visible.line("  next: peak live recover " + dir));
        }
      }
    }
    return sessions.stream().allMatch(SessionStatus::isWell) ? Exit.DONE : Exit.FAILED;
  }

  private static Map<String, @Nullable Object> row(SessionStatus session, long now) {
    SessionState state = session.state();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("run_id", session.runId());
    row.put("phase", session.phase().text());
    row.put("ending", session.ending());
    row.put("stale", session.isStale());
    row.put("health", state == null ? null : state.health().text());
    row.put("permission", state == null ? null : state.permission().text());
    row.put("why", state == null ? null : state.why());
    Long age = state == null ? null : state.cycleAge(now);
    row.put("last_cycle_age_seconds", age == null ? null : age / 1e3);
    row.put("cycles", state == null ? null : state.cycles());
    row.put("position", state == null ? null : state.position());
    row.put("equity", state == null ? null : state.equity());
    row.put("pnl", state == null ? null : state.pnl());
    row.put("drawdown", state == null ? null : state.drawdown());
    row.put("loss_budget", state == null ? null : state.lossBudget());
    return row;
  }
}
