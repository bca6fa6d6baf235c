package tools.peak.lake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.Reading;
import tools.peak.lake.LakeException;

/** Whoever waits for a source that dies is told so, and never waits for ever. */
@Timeout(30)
final class SourceQueueTest {
  /** Finds so many items and then fails. */
  private record Dying(int items, Runnable death) implements RunSource {
    @Override
    public String name() {
      return "dying";
    }

    @Override
    public long find(Visitor visitor) throws InterruptedException {
      for (int i = 0; i < items; i++) {
        visitor.item(new Nothing("item" + i));
      }
      death.run();
      return 0;
    }

    @Override
    public boolean covers(String id) {
      return true;
    }

    @Override
    public boolean isGone(String id) {
      return false;
    }

    @Override
    public Optional<String> missing() {
      return Optional.empty();
    }
  }

  private record Nothing(String id) implements RunSource.Item {
    @Override
    public Fingerprint fingerprint() {
      return new Fingerprint(0, 0);
    }

    @Override
    public long weight() {
      return 1;
    }

    @Override
    public boolean isComplete(Instant now, Duration settle) {
      return true;
    }

    @Override
    public Optional<Reading> read() {
      return Optional.empty();
    }

    @Override
    public Optional<RunSource.Item> look() {
      return Optional.of(this);
    }
  }

  private static List<String> drain(RunSource source) throws InterruptedException {
    List<String> found = new ArrayList<>();
    try (SourceQueue queue = SourceQueue.start(source, new IngestCounts())) {
      while (true) {
        SourceQueue.Portion portion = queue.take();
        portion.items().forEach(item -> found.add(item.id()));
        assertThat(portion.last()).isFalse();
      }
    } finally {
      assertThat(found.size()).isEqualTo(((Dying) source).items() / 256 * 256);
    }
  }

  private static void die(Error error) {
    throw error;
  }

  @Test
  void a_search_that_dies_ends_the_pass_with_its_error() {
    assertThatThrownBy(() -> drain(new Dying(0, () -> die(new StackOverflowError()))))
        .isInstanceOf(LakeException.class)
        .hasMessageStartingWith("looking for runs: ");
  }

  @Test
  void a_defect_of_the_search_is_not_dressed_up() {
    IllegalStateException defect = new IllegalStateException("a defect");

    assertThatThrownBy(
            () ->
                drain(
                    new Dying(
                        0,
                        () -> {
                          throw defect;
                        })))
        .isSameAs(defect);
  }

  @Test
  void what_was_found_before_comes_first() {
    assertThatThrownBy(() -> drain(new Dying(100 * 256 + 3, () -> die(new StackOverflowError()))))
        .isInstanceOf(LakeException.class);
  }

  @Test
  void a_want_of_memory_is_said_in_words_and_with_the_limit() {
    assertThatThrownBy(
            () -> drain(new Dying(0, () -> die(new OutOfMemoryError("Java heap space")))))
        .isInstanceOfSatisfying(
            LakeException.class,
            told -> {
              assertThat(told.code()).isEqualTo(LakeException.Code.LIMIT);
              assertThat(told)
                  .hasMessageStartingWith("looking for runs: out of memory: the heap is ")
                  .hasMessageNotContaining("Java heap space");
            });
  }
}
