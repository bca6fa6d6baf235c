package tools.peak.cli.command.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.output.Progress;
import tools.peak.runner.live.journal.SessionState;

/** How a session stands, for people: the same while it runs and from its journal. */
final class SessionFacts {
  private SessionFacts() {}

  static Map<String, String> of(SessionState state, long now) {
    Map<String, String> facts = new LinkedHashMap<>();
    String why = state.why();
    facts.put("health", state.health().text() + (why == null ? "" : " (" + why + ")"));
    facts.put("permission", state.permission().text());
    Long age = state.cycleAge(now);
    facts.put(
        "last cycle",
        age == null ? "none yet" : Progress.span(age / 1e3) + " ago" + bar(state.barMicros()));
    facts.put("cycles", String.format(Locale.ROOT, "%,d", state.cycles()));
    facts.put(
        "position",
        state.position() == 0
            ? "none"
            : String.format(Locale.ROOT, "%.6f at %,.2f", state.position(), state.price()));
    facts.put("equity", String.format(Locale.ROOT, "%,.2f", state.equity()));
    facts.put("PnL", String.format(Locale.ROOT, "%+,.2f", state.pnl()));
    facts.put("drawdown", String.format(Locale.ROOT, "%.2f %%", 100 * state.drawdown()));
    Double budget = state.lossBudget();
    facts.put(
        "loss budget", budget == null ? "no limit" : String.format(Locale.ROOT, "%,.2f", budget));
    return facts;
  }

  private static String bar(@Nullable Long micros) {
    return micros == null ? "" : ", bar " + Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
