package tools.peak.lake.sqlite;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A second process that tries to take a lock which the first one holds. */
final class LockProbe {
  private static final int HELD = 10;
  private static final int FREE = 11;
  private static final long SECONDS = 30;

  private LockProbe() {}

  /**
   * Whether another process finds the file locked; also where none can be started (a Java without
   * its launcher): then nothing is known against the file system.
   */
  static boolean seesLock(Path file) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xshare:auto",
                  "-cp",
                  Path.of(
                          LockProbe.class
                              .getProtectionDomain()
                              .getCodeSource()
                              .getLocation()
                              .toURI())
                      .toString(),
                  LockProbe.class.getName(),
                  file.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return true;
      }
      return process.exitValue() != FREE;
    } catch (IOException | URISyntaxException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
      System.exit(channel.tryLock() == null ? HELD : FREE);
    }
  }
}
