package tools.peak.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The command as a user starts it. */
final class PeakProcess {
  private static final int LOOK_MILLIS = 50;

  private PeakProcess() {}

  /** Starts {@code peak ingest}. */
  static Process start(Path peak, Path lake, List<Path> results) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(peak.toString(), "--lake", lake.toString(), "ingest"));
    results.forEach(path -> command.add(path.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    return process;
  }

  /** Runs {@code peak ingest}; gives the MB that it held at most. */
  static Optional<Long> ingest(Path peak, Path lake, Path results)
      throws IOException, InterruptedException {
    Process process = start(peak, lake, List.of(results));
    Optional<Long> peakMegabytes = Optional.empty();
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Optional<Long> now = PeakMemory.peakMegabytes(process.pid());
      peakMegabytes = now.isPresent() ? now : peakMegabytes;
    }
    if (process.exitValue() != 0) {
      throw new IOException(peak + " ended with " + process.exitValue());
    }
    return peakMegabytes;
  }
}
