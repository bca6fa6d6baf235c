package tools.peak.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Several processes of the command that load overlapping halves of the same folders at once. */
final class Together {
  private static final int PROCESSES = 8;

  private Together() {}

  /** Writes the folders in as many parts as there are processes. */
  static List<Path> parts(Path root, long seed, int folders) throws IOException {
    List<Path> parts = new ArrayList<>();
    int size = folders / PROCESSES;
    for (int i = 0; i < PROCESSES; i++) {
      Path part = root.resolve("part-" + i);
      if (!Files.exists(part)) {
        RunFolders.seeded(seed).write(part, (long) i * size, (long) (i + 1) * size);
      }
      parts.add(part);
    }
    return parts;
  }

  /** Loads all parts by one process. */
  static Measured alone(Path peak, Path lake, List<Path> parts) throws Exception {
    return Measured.ofChildren(() -> await(List.of(PeakProcess.start(peak, lake, parts))));
  }

  /** Loads all parts by one process a part, each of which takes that part and three more. */
  static Measured together(Path peak, Path lake, List<Path> parts) throws Exception {
    return Measured.ofChildren(
        () -> {
          List<Process> processes = new ArrayList<>();
          for (int i = 0; i < parts.size(); i++) {
            List<Path> half = new ArrayList<>();
            for (int j = 0; j < parts.size() / 2; j++) {
              half.add(parts.get((i + j) % parts.size()));
            }
            processes.add(PeakProcess.start(peak, lake, half));
          }
          await(processes);
        });
  }

  private static void await(List<Process> processes) throws IOException, InterruptedException {
    for (Process process : processes) {
      if (process.waitFor() != 0) {
        throw new IOException("peak ingest ended with " + process.exitValue());
      }
    }
  }
}
