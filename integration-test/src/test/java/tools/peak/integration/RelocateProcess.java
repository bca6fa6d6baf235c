package tools.peak.integration;

import java.io.IOException;
import java.nio.file.Path;
import tools.peak.lake.Lake;

/** Relocates the lake in the folder that it is given, once the parent says so. */
final class RelocateProcess {
  private RelocateProcess() {}

  public static void main(String[] args) throws IOException {
    System.out.write('r');
    System.out.flush();
    if (System.in.read() < 0) {
      return;
    }
    var _ = Lake.relocate(Path.of(args[0]));
    System.out.write('d');
    System.out.flush();
  }
}
