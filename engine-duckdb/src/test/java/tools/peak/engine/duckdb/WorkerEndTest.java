package tools.peak.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.peak.fixtures.lake.TestLake;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.Rows;

/** What is said of a process that somebody else ended: nothing of memory unless it was that. */
final class WorkerEndTest {
  @ParameterizedTest
  @CsvSource({
    "KILL, IO, the process for the statement was ended from outside (signal 9)",
    "TERM, IO, the process for the statement was ended from outside (signal 15)",
    "ABRT, LIMIT, the statement needed more than 1024 MB of memory"
  })
  void tells_how(String signal, LakeException.Code code, String message, @TempDir Path folder)
      throws IOException, InterruptedException, SQLException {
    Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
    try (TestLake lake = new TestLake(folder);
        Rows rows = lake.queries().sql("SELECT unnest(range(100000000)) AS n").stream()) {
      Iterator<?> iterator = rows.iterator();
      assertThat(iterator.next()).isNotNull();
      List<ProcessHandle> workers =
          ProcessHandle.current().children().filter(child -> !others.contains(child)).toList();
      assertThat(workers).hasSize(1);
      String pid = Long.toString(workers.getFirst().pid());
      assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();

      assertThatThrownBy(() -> iterator.forEachRemaining(_ -> {}))
          .isInstanceOfSatisfying(LakeException.class, e -> assertThat(e.code()).isEqualTo(code))
          .hasMessageStartingWith(message);
    }
  }
}
