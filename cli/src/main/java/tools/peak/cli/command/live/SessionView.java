package tools.peak.cli.command.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.draw.Facts;
import tools.peak.cli.output.Block;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Visible;
import tools.peak.runner.live.SessionListener;
import tools.peak.runner.live.journal.Health;
import tools.peak.runner.live.journal.SessionState;

/** A session that runs: a block at a terminal; elsewhere a line where its health changes. */
final class SessionView implements SessionListener, AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(500);
  private static final Duration LINES = Duration.ofSeconds(1);

  private final CommandOutput output;
  private final String title;
  private final LongSupplier nanoTime;
  private final Block block;
  private boolean begun;
  private long lastShown;
  private @Nullable Health told;

  SessionView(CommandOutput output, String title, LongSupplier nanoTime) {
    this.output = output;
    this.title = title;
    this.nanoTime = nanoTime;
    this.block = new Block(output);
  }

  @Override
  public void stands(SessionState state) {
    long now = nanoTime.getAsLong();
    boolean terminal = output.terminal().err();
    if (begun && now - lastShown < (terminal ? REDRAW : LINES).toNanos()) {
      return;
    }
    begun = true;
    lastShown = now;
    if (terminal) {
      List<String> lines = new ArrayList<>();
      lines.add(Visible.line(title));
      lines.addAll(Facts.lines(SessionFacts.of(state, state.at()), output.terminal()));
      block.show(lines);
    } else if (state.health() != told) {
      if (told != null && state.health() != Health.HALTED) {
        String why = state.why();
        output.notice("health: " + state.health().text() + (why == null ? "" : " (" + why + ")"));
      }
      told = state.health();
    }
  }

  @Override
  public void close() {
    block.close();
  }
}
