package tools.peak.benchmarks.telemetry;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What something cost.
 *
 * @param seconds by the clock on the wall
 * @param processor seconds of processor time of this process, all threads together; less disturbed
 *     by what else the machine does
 */
record Cost(double seconds, double processor) {
  private static final double NANOS = 1e9;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Work to be measured. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  static Cost of(Work work) throws Exception {
    long processor = SYSTEM.getProcessCpuTime();
    long began = System.nanoTime();
    work.run();
    long ended = System.nanoTime();
    return new Cost((ended - began) / NANOS, (SYSTEM.getProcessCpuTime() - processor) / NANOS);
  }
}
