package tools.peak.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What a piece of work took.
 *
 * @param seconds on the wall
 * @param cpuSeconds of all processors together: what stays the same on a busy machine; NaN where it
 *     is not known
 */
record Measured(double seconds, double cpuSeconds) {

  /** Something to be measured. */
  interface Work {
    void run() throws Exception;
  }

  static Measured of(Work work) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.gc(); // what came before is not this one's garbage
    long cpu = system.getProcessCpuTime();
    long began = System.nanoTime();
    work.run();
    return new Measured(
        (System.nanoTime() - began) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
  }

  /** Of other processes: what their processors did is not known. */
  static Measured ofChildren(Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    return new Measured((System.nanoTime() - began) / 1e9, Double.NaN);
  }

  Measured better(Measured other) {
    return other.seconds < seconds ? other : this;
  }

  @Override
  public String toString() {
    String wall = String.format(Locale.ROOT, "%8.2f s", seconds);
    return Double.isNaN(cpuSeconds)
        ? wall
        : wall + String.format(Locale.ROOT, "  %8.2f s cpu", cpuSeconds);
  }
}
