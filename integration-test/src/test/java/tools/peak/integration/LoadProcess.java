package tools.peak.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.peak.lake.Lake;
import tools.peak.lake.Probe;

/**
 * Loads every folder below some root in a pass of its own. Arguments: lake, then roots. Prints
 * {@code r}, waits for a byte, and prints the runs that were added.
 */
final class LoadProcess {
  private LoadProcess() {}

  public static void main(String[] args) throws IOException {
    System.out.write('r');
    System.out.flush();
    if (System.in.read() < 0) {
      return;
    }
    long added = 0;
    try (Lake lake = Lake.openOrCreate(Path.of(args[0]))) {
      for (int i = 1; i < args.length; i++) {
        for (Path folder : folders(Path.of(args[i]))) {
          added += Probe.ingest(lake, folder).added();
        }
      }
    }
    System.out.print(added);
    System.out.flush();
  }

  private static List<Path> folders(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.sorted().toList();
    }
  }
}
