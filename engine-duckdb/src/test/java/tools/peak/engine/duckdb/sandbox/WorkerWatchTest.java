package tools.peak.engine.duckdb.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker whose parent does not kill it. */
final class WorkerWatchTest {
  private static final String FOREVER =
      "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b";

  @TempDir Path temp;

  private Process worker() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            WorkerProcess.classPath(),
            SqlWorker.class.getName(),
            "1",
            "256MiB",
            temp.resolve("spill").toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void ask(DataOutputStream out, DataInputStream in, long millis)
      throws IOException {
    out.writeByte(SqlWorker.BEGIN);
    out.writeLong(millis);
    Wire.text(out, FOREVER);
    Wire.text(out, "");
    Wire.text(out, "");
    Wire.texts(out, List.of());
    out.flush();
    assertThat(in.readByte()).isEqualTo(SqlWorker.NEEDS);
    Wire.texts(out, List.of());
    Wire.texts(out, List.of());
    out.writeInt(0);
    out.flush();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ends_with_its_parent_and_at_its_deadline(boolean isParentGone)
      throws IOException, InterruptedException {
    Process worker = worker();
    try (DataOutputStream out = new DataOutputStream(worker.getOutputStream());
        DataInputStream in = new DataInputStream(worker.getInputStream())) {
      ask(out, in, isParentGone ? 600_000 : 2_000);
      if (isParentGone) {
        worker.getOutputStream().close();
      }
      assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isEqualTo(3);
    } finally {
      worker.destroyForcibly();
    }
  }

  @Test
  void a_parent_that_goes_before_it_has_asked_ends_it_too()
      throws IOException, InterruptedException {
    Process worker = worker();
    try {
      worker.getOutputStream().close();
      assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      worker.destroyForcibly();
    }
  }
}
