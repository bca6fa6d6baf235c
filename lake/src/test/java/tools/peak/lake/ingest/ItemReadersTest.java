package tools.peak.lake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.Reading;
import tools.peak.lake.LakeException;

@Timeout(30)
final class ItemReadersTest {
  private static final long MIB = 1L << 20;

  private record Item(String id, long weight, Supplier<Optional<Reading>> reading)
      implements RunSource.Item {
    @Override
    public Fingerprint fingerprint() {
      return new Fingerprint(0, 0);
    }

    @Override
    public boolean isComplete(Instant now, Duration settle) {
      return true;
    }

    @Override
    public Optional<Reading> read() {
      return reading.get();
    }

    @Override
    public Optional<RunSource.Item> look() {
      return Optional.of(this);
    }
  }

  private static Item item(String id, Supplier<Optional<Reading>> reading) {
    return new Item(id, 1_000, reading);
  }

  private static Optional<Reading> noRun() {
    return Optional.of(new Reading.NotARun());
  }

  private static List<ItemReaders.Outcome> read(List<RunSource.Item> items)
      throws InterruptedException {
    List<ItemReaders.Outcome> outcomes = new ArrayList<>();
    try (ItemReaders readers = new ItemReaders(2, 8 * MIB)) {
      readers.read(items, outcomes::add);
    }
    return outcomes;
  }

  @Test
  void outcomes_come_in_the_order_of_the_items() throws InterruptedException {
    List<RunSource.Item> items =
        IntStream.range(0, 1_000)
            .<RunSource.Item>mapToObj(i -> item("item" + i, ItemReadersTest::noRun))
            .toList();

    assertThat(read(items)).extracting(ItemReaders.Outcome::item).containsExactlyElementsOf(items);
  }

  @Test
  void an_item_that_fails_its_reader_costs_none_of_its_neighbours() throws InterruptedException {
    List<ItemReaders.Outcome> outcomes =
        read(
            List.of(
                item("a", ItemReadersTest::noRun),
                item(
                    "b",
                    () -> {
                      throw new OutOfMemoryError("Java heap space");
                    }),
                item(
                    "c",
                    () -> {
                      throw new IllegalStateException("a defect");
                    }),
                item("d", Optional::empty),
                item("e", ItemReadersTest::noRun)));

    assertThat(outcomes)
        .extracting(outcome -> outcome.getClass().getSimpleName())
        .containsExactly("Read", "OutOfMemory", "Read", "Changed", "Read");
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            ItemReaders.Outcome.Read.class,
            read -> assertThat(read.reading()).isInstanceOf(Reading.Refused.class));
  }

  @Test
  void an_error_of_another_kind_ends_the_pass() {
    assertThatThrownBy(
            () ->
                read(
                    List.of(
                        item(
                            "a",
                            () -> {
                              throw new StackOverflowError();
                            }))))
        .isInstanceOf(LakeException.class)
        .hasMessageStartingWith("reading: ");
  }

  @Test
  void no_more_is_read_ahead_than_fits() throws InterruptedException {
    AtomicLong ahead = new AtomicLong();
    AtomicLong most = new AtomicLong();
    List<RunSource.Item> items = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      items.add(
          new Item(
              "item" + i,
              4 * MIB,
              () -> {
                most.accumulateAndGet(ahead.addAndGet(4), Math::max);
                return noRun();
              }));
    }

    try (ItemReaders readers = new ItemReaders(4, 8 * MIB)) {
      readers.read(items, _ -> ahead.addAndGet(-4));
    }

    assertThat(most.get()).isBetween(4L, 12L);
  }
}
