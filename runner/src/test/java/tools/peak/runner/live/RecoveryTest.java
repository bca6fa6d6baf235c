package tools.peak.runner.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.evidence.Run;
import tools.peak.runner.live.Recovery.Outcome;
import tools.peak.runner.live.Recovery.Recovered;
import tools.peak.runner.live.journal.Booked;
import tools.peak.runner.live.journal.Header;
import tools.peak.runner.live.journal.Journal;
import tools.peak.runner.live.journal.JournalFolder;
import tools.peak.runner.live.trade.Fill;
import tools.peak.runner.live.trade.Side;

class RecoveryTest {
  @TempDir Path temp;

  private static Header header() {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("run_id", "killed_1");
    meta.put("session_id", "killed_1");
    meta.put("stage", "live");
    meta.put("symbol", "ü/USD");
    return new Header("killed_1", "killed_1", meta, Map.of("fast", 5), 10_000);
  }

  /** A journal of which nobody wrote the end. */
  private byte[] journal() throws IOException {
    Path results = temp.resolve("whole");
    try (Journal journal = Journal.begin(results, header())) {
      for (int i = 0; i < 200; i++) {
        journal.equity(i * 60_000_000L, 10_000 + i);
        if (i % 20 == 3) {
          Side side = i % 40 == 3 ? Side.BUY : Side.SELL;
          journal.fill(
              new Booked(new Fill("o-" + i, i * 60_000_000L, side, 1, 100, 100, 0, true), 1));
        }
      }
      journal.flush();
    }
    return Files.readAllBytes(results.resolve("killed_1.live/journal"));
  }

  private Path results(byte[] journal, String name) throws IOException {
    Path results = temp.resolve(name);
    Path folder = Files.createDirectories(results.resolve("killed_1.live"));
    Files.write(folder.resolve("journal"), journal);
    return results;
  }

  @Test
  void wherever_a_crash_cut_the_journal_what_came_before_is_a_run() throws IOException {
    byte[] whole = journal();
    int header = new String(whole, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 10;
    Random random = new Random(1);
    for (int i = 0; i < 40; i++) {
      int cut = header + random.nextInt(whole.length - header);
      byte[] journal = Arrays.copyOf(whole, cut);
      // What follows a power cut may be anything.
      byte[] torn = i % 2 == 0 ? journal : Arrays.copyOf(journal, cut + 100);
      Path results = results(torn, "cut" + i);
      List<Recovered> recovered = Recovery.of(results);
      assertThat(recovered).extracting(Recovered::outcome).containsExactly(Outcome.RECOVERED);
      Run run = SessionTest.read(results.resolve("killed_1"));
      assertThat(run.equity().size()).isEqualTo((int) recovered.getFirst().points());
      assertThat(run.equity().equity().get(run.equity().size() - 1))
          .isEqualTo(10_000 + run.equity().size() - 1);
    }
  }

  @Test
  void a_recovered_one_is_done_and_one_whose_folder_was_moved_is_not_made_again()
      throws IOException {
    Path results = results(journal(), "once");
    assertThat(Recovery.of(results).getFirst().points()).isEqualTo(200);
    assertThat(Recovery.of(results))
        .extracting(Recovered::outcome)
        .containsExactly(Outcome.DONE_BEFORE);
    Files.move(results.resolve("killed_1"), temp.resolve("elsewhere"));
    assertThat(Recovery.of(results))
        .extracting(Recovered::outcome)
        .containsExactly(Outcome.DONE_BEFORE);
    assertThat(results.resolve("killed_1")).doesNotExist();
  }

  @Test
  void a_journal_that_somebody_writes_is_left_alone() throws IOException {
    Path results = temp.resolve("running");
    try (Journal journal = Journal.begin(results, header())) {
      journal.equity(1, 1);
      journal.flush();
      assertThat(Recovery.of(results))
          .extracting(Recovered::outcome)
          .containsExactly(Outcome.RUNNING);
      assertThat(SessionStatus.in(results, 0))
          .extracting(SessionStatus::phase)
          .containsExactly(SessionStatus.Phase.RUNNING);
    }
    assertThat(SessionStatus.in(results, 0))
        .extracting(SessionStatus::phase)
        .containsExactly(SessionStatus.Phase.GONE);
  }

  @Test
  void what_is_no_journal_is_named_and_others_are_recovered() throws IOException {
    Path results = results(journal(), "mixed");
    Path broken = Files.createDirectories(results.resolve("broken.live"));
    Files.writeString(broken.resolve("journal"), "no journal\n");
    assertThat(Recovery.of(results))
        .extracting(Recovered::outcome)
        .containsExactly(Outcome.FAILED, Outcome.RECOVERED);
    assertThat(JournalFolder.in(broken)).hasSize(1);
  }
}
