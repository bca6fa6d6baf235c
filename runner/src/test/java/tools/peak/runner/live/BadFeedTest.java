package tools.peak.runner.live;

import static org.assertj.core.api.Assertions.assertThat;
import static tools.peak.runner.live.LiveSessions.minute;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.runner.live.SessionResult.Ending;
import tools.peak.runner.live.feed.StreamFeed;
import tools.peak.runner.live.journal.Health;
import tools.peak.runner.live.trade.RiskLimits;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.Strategy.BuyAndHold;

class BadFeedTest {
  @TempDir Path results;

  private SessionResult run(String csv) throws IOException {
    return LiveSessions.run(LiveSessions.plain(results, new BuyAndHold()), LiveSessions.feed(csv));
  }

  @Test
  void each_way_to_be_no_bar_is_a_named_outcome_and_the_others_go_on() throws IOException {
    String good = minute(0, 100) + minute(1, 101);
    SessionResult result =
        run(
            LiveSessions.HEADER
                + good
                + minute(1, 102) // repeated
                + minute(0, 102) // backwards
                + "2025-01-01T00:02:00Z,NaN,1,1,1,1\n"
                + "2025-01-01T00:02:00Z,1,1,1,inf,1\n"
                + "2025-01-01T00:02:00Z,1,1,-1,1,1\n"
                + "2025-01-01T00:02:00Z,1,1,1,1,-1\n"
                + "2025-01-01T00:02:00Z,3,1,2,3,1\n"
                + "2025-01-01T00:02:00Z,3,1\n"
                + "yesterday,1,1,1,1,1\n"
                + "2025-01-01T00:02:00Z,1,one,1,1,1\n"
                + "\n"
                + LiveSessions.HEADER
                + minute(3, 103)
                + "2025-01-01T00:04:00Z,1,1");

    assertThat(result.ending()).isEqualTo(Ending.END_OF_FEED);
    assertThat(result.points()).isEqualTo(3);
    assertThat(result.state().counts())
        .containsAllEntriesOf(
            Map.of(
                "feed_repeated", 1L,
                "feed_backwards", 1L,
                "feed_not_finite", 2L,
                "feed_not_positive", 2L,
                "feed_high_below_low", 1L,
                "feed_broken_line", 3L,
                "feed_cut_line", 1L));
    assertThat(result.state().cycles()).isEqualTo(14);
  }

  @Test
  void bars_that_are_missing_are_a_gap() throws IOException {
    StringBuilder csv = new StringBuilder(LiveSessions.HEADER);
    for (int i = 0; i < 40; i++) {
      if (i < 20 || i > 24) {
        csv.append(minute(i, 100 + i));
      }
    }
    assertThat(run(csv.toString()).state().counts()).containsEntry("feed_gap", 1L);
  }

  @Test
  void a_last_line_without_an_end_that_is_whole_counts_and_a_header_may_be_missing()
      throws IOException {
    String csv = minute(0, 100) + minute(1, 101);
    assertThat(run(csv.strip()).points()).isEqualTo(2);
  }

  @Test
  void a_feed_that_is_no_feed_fails_and_a_line_without_end_is_one_bad_line() throws IOException {
    assertThat(run("a,b,c\n1,2,3\n").ending()).isEqualTo(Ending.FEED_FAILED);
    SessionResult result =
        run(LiveSessions.HEADER + "x".repeat(300_000) + "\n" + minute(0, 100) + minute(1, 100));
    assertThat(result.points()).isEqualTo(2);
    assertThat(result.state().counts()).containsEntry("feed_broken_line", 1L);
  }

  @Test
  void a_feed_that_stalls_is_said_once_degrades_and_goes_on() throws Exception {
    try (PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out)) {
      boolean[] resumed = new boolean[1];
      Health[] worst = new Health[1];
      out.write((LiveSessions.HEADER + minute(0, 100)).getBytes(StandardCharsets.UTF_8));
      out.flush();
      RiskLimits limits = new RiskLimits(null, null, null, null, null, Duration.ofMillis(200));
      SessionRequest request =
          LiveSessions.request(results, new BuyAndHold(), CostModel.FREE, "", limits);
      SessionResult result =
          LiveSessions.session(
                  request,
                  new KillSwitch(request.killFile()),
                  state -> {
                    if (state.counts().containsKey("feed_stalled") && !resumed[0]) {
                      resumed[0] = true;
                      worst[0] = state.health();
                      write(out, minute(1, 101));
                    }
                  })
              .run(StreamFeed.of("pipe", in, "BTC/USD"));
      assertThat(worst[0]).isEqualTo(Health.DEGRADED);
      assertThat(result.state().counts()).containsEntry("feed_stalled", 1L);
      assertThat(result.points()).isEqualTo(2);
    }
  }

  private static void write(PipedOutputStream out, String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
