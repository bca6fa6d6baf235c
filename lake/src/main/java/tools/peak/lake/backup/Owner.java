package tools.peak.lake.backup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process.
 *
 * @param host the machine's name
 * @param space what tells the processes of one container from those of another; empty where there
 *     is no such thing
 * @param began when it began, which tells it from a later one of its number
 */
record Owner(String host, String space, long pid, String began) {
  static Owner ofThisProcess() {
    return new Owner(hostName(), pidSpace(), ProcessHandle.current().pid(), began(self()));
  }

  private static ProcessHandle self() {
    return ProcessHandle.current();
  }

  private static String began(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String pidSpace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Whether it was of this machine, and has ended. */
  boolean isSurelyGone() {
    if (!host.equals(hostName()) || !space.equals(pidSpace())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isEmpty() || !began(process.get()).equals(began);
  }
}
