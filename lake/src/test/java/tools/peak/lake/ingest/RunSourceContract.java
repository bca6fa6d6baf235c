package tools.peak.lake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.Reading;

/** What every source of runs has to do. */
public abstract class RunSourceContract {

  /** A source over all that was put until now, to be searched once. */
  protected abstract RunSource source() throws IOException;

  /** Puts a run of that id there, written at that time; again to give it another content. */
  protected abstract void put(String runId, String strategy, Instant at) throws IOException;

  /** Puts something there that should be a run and can't be read as one. */
  protected abstract void putBroken(String name) throws IOException;

  /** Puts something there that nobody would take for a run. */
  protected abstract void putStranger(String name) throws IOException;

  /** Takes away the run. */
  protected abstract void remove(String runId) throws IOException;

  /** Takes away all of it, such as a disk that is no longer mounted. */
  protected abstract void removeAll() throws IOException;

  private static final Instant WRITTEN = Instant.parse("2026-03-01T12:00:00Z");

  private record Found(Map<String, RunSource.Item> items, List<String> unreadable, long others) {
    RunSource.Item only() {
      assertThat(items).hasSize(1);
      return items.values().iterator().next();
    }
  }

  private static Found find(RunSource source) throws InterruptedException {
    Map<String, RunSource.Item> items = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    long others =
        source.find(
            new RunSource.Visitor() {
              @Override
              public void item(RunSource.Item item) {
                assertThat(items.put(item.id(), item)).as("found twice").isNull();
              }

              @Override
              public void unreadable(String id, Problem problem) {
                unreadable.add(id);
              }
            });
    return new Found(items, unreadable, others);
  }

  private static String runId(RunSource.Item item) {
    return item.read()
        .map(reading -> ((Reading.Loaded) reading).run().runId())
        .orElse("changed meanwhile");
  }

  @Test
  protected void every_run_is_found_once_and_read_whole() throws Exception {
    for (int i = 0; i < 20; i++) {
      put("run" + i, "macd", WRITTEN);
    }

    Found found = find(source());

    assertThat(found.items().values())
        .extracting(RunSourceContract::runId)
        .hasSize(20)
        .doesNotHaveDuplicates()
        .contains("run0", "run19");
    assertThat(found.items().values()).allSatisfy(item -> assertThat(item.weight()).isPositive());
    assertThat(found.unreadable()).isEmpty();
  }

  @Test
  protected void what_stays_as_it_is_is_known_again() throws Exception {
    put("a", "macd", WRITTEN);

    RunSource.Item before = find(source()).only();
    RunSource.Item after = find(source()).only();

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
  }

  @Test
  protected void what_changed_has_its_id_and_another_fingerprint() throws Exception {
    put("a", "macd", WRITTEN);
    RunSource.Item before = find(source()).only();
    put("a", "another", WRITTEN.plusSeconds(1));

    RunSource.Item after = find(source()).only();

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
  }

  @Test
  protected void what_changes_after_it_was_found_is_left_for_later() throws Exception {
    put("a", "macd", WRITTEN);
    RunSource.Item item = find(source()).only();
    put("a", "another", WRITTEN.plusSeconds(1));

    assertThat(item.read()).isEmpty();
  }

  @Test
  protected void an_item_can_be_looked_at_again() throws Exception {
    put("a", "macd", WRITTEN);
    RunSource.Item item = find(source()).only();
    assertThat(item.look().map(RunSource.Item::fingerprint)).hasValue(item.fingerprint());
    put("a", "another", WRITTEN.plusSeconds(1));

    RunSource.Item now = item.look().orElseThrow();

    assertThat(now.id()).isEqualTo(item.id());
    assertThat(now.fingerprint()).isNotEqualTo(item.fingerprint());
    assertThat(runId(now)).isEqualTo("a");
    remove("a");
    assertThat(item.look()).isEmpty();
  }

  @Test
  protected void what_is_gone_when_it_is_read_is_left_for_later() throws Exception {
    put("a", "macd", WRITTEN);
    RunSource.Item item = find(source()).only();
    remove("a");

    assertThat(item.read()).isEmpty();
  }

  @Test
  protected void what_was_written_a_moment_ago_is_not_complete() throws Exception {
    put("a", "macd", WRITTEN);
    RunSource.Item item = find(source()).only();
    Duration settle = Duration.ofSeconds(2);

    assertThat(item.isComplete(WRITTEN.plusSeconds(1), settle)).isFalse();
    assertThat(item.isComplete(WRITTEN.plusSeconds(3), settle)).isTrue();
  }

  @Test
  protected void what_can_not_be_read_says_why() throws Exception {
    putBroken("a");

    assertThat(find(source()).only().read())
        .hasValueSatisfying(
            reading ->
                assertThat(reading)
                    .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.problems()).isNotEmpty()));
  }

  @Test
  protected void strangers_are_counted() throws Exception {
    put("a", "macd", WRITTEN);
    putStranger("b");
    putStranger("c");

    Found found = find(source());

    assertThat(found.only().id()).isNotEmpty();
    assertThat(found.others()).isEqualTo(2);
  }

  @Test
  protected void items_are_read_on_several_threads() throws Exception {
    for (int i = 0; i < 40; i++) {
      put("run" + i, "macd", WRITTEN);
    }
    Found found = find(source());
    List<Callable<String>> readings = new ArrayList<>();
    found.items().values().forEach(item -> readings.add(() -> runId(item)));

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      assertThat(threads.invokeAll(readings))
          .extracting(Future::get)
          .hasSize(40)
          .doesNotHaveDuplicates()
          .allSatisfy(id -> assertThat(id).startsWith("run"));
    }
  }

  @Test
  protected void whoever_takes_the_items_can_end_the_search() throws Exception {
    put("a", "macd", WRITTEN);
    RunSource source = source();

    assertThatThrownBy(
            () ->
                source.find(
                    new RunSource.Visitor() {
                      @Override
                      public void item(RunSource.Item item) throws InterruptedException {
                        throw new InterruptedException();
                      }

                      @Override
                      public void unreadable(String id, Problem problem) {}
                    }))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  protected void it_knows_of_an_item_that_is_gone_that_it_would_have_found() throws Exception {
    put("a", "macd", WRITTEN);
    put("b", "macd", WRITTEN);
    List<String> before = List.copyOf(find(source()).items().keySet());
    remove("a");
    RunSource source = source();
    String left = find(source).only().id();

    assertThat(before).hasSize(2).contains(left).allMatch(source::covers);
    assertThat(source.covers("/another/source/a")).isFalse();
  }

  @Test
  protected void what_was_taken_away_is_gone() throws Exception {
    put("a", "macd", WRITTEN);
    RunSource source = source();
    String id = find(source).only().id();
    assertThat(source.isGone(id)).isFalse();
    remove("a");

    assertThat(source.isGone(id)).isTrue();
    assertThat(source.isGone("another-source:a")).as("nobody can tell").isFalse();
  }

  @Test
  protected void a_source_that_went_away_says_so() throws Exception {
    put("a", "macd", WRITTEN);
    RunSource source = source();
    assertThat(source.missing()).isEmpty();
    assertThat(source.name()).isNotEmpty();

    removeAll();

    assertThat(source.missing()).isPresent();
  }
}
