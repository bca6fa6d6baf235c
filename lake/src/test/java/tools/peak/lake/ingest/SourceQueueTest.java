package tools.peak.lake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.Reading;
import tools.peak.lake.LakeException;

/** Whoever waits for a source that dies is told so, and never waits for ever. */
@Timeout(30)
final class SourceQueueTest {
  /** Finds so many items and then fails. */
  private record Dying(int items, Throwable failure) implements RunSource {
    @Override
    public String name() {
      return "dying";
    }

    @Override
    public long find(Visitor visitor) throws InterruptedException {
      for (int i = 0; i < items; i++) {
        visitor.item(new Nothing("item" + i));
      }
      throw Dying.<RuntimeException>unchecked(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
      throw (T) failure;
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

  static Stream<Throwable> failures() {
    return Stream.of(new StackOverflowError(), new IllegalStateException("a defect"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void a_search_that_dies_ends_the_pass_with_its_error(Throwable failure) {
    assertThatThrownBy(() -> drain(new Dying(0, failure)))
        .satisfies(
            told ->
                assertThat(told == failure || told.getMessage().startsWith("looking for runs: "))
                    .isTrue());
  }

  @Test
  void what_was_found_before_comes_first() {
    assertThatThrownBy(() -> drain(new Dying(100 * 256 + 3, new StackOverflowError())))
        .isInstanceOf(LakeException.class);
  }

  @Test
  void a_want_of_memory_is_said_in_words_and_with_the_limit() {
    assertThatThrownBy(() -> drain(new Dying(0, new OutOfMemoryError("Java heap space"))))
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
