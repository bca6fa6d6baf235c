package tools.peak.engine.duckdb.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A statement's memory in a container: it and its heap fit into what is left. */
final class WorkerMemoryTest {
  private static final long MB = 1L << 20;

  @Test
  void where_there_is_room_it_is_what_was_asked_for() {
    assertThat(WorkerProcess.fitting(1024 * MB, 1280 * MB)).isEqualTo(1024 * MB);
    assertThat(WorkerProcess.fitting(64 * MB, 192 * MB)).isEqualTo(64 * MB);
  }

  @Test
  void where_there_is_less_it_is_what_the_heap_leaves() {
    assertThat(WorkerProcess.fitting(1024 * MB, 1000 * MB)).isEqualTo(800 * MB);
    assertThat(WorkerProcess.fitting(1024 * MB, 240 * MB)).isEqualTo(112 * MB);
    assertThat(WorkerProcess.fitting(1024 * MB, 0)).isNegative();
  }
}
