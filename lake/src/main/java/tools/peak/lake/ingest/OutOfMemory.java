package tools.peak.lake.ingest;

import tools.peak.evidence.Problem;
import tools.peak.lake.ProcessMemory;

/** What is said of a run that takes more memory than there is. */
final class OutOfMemory {
  private OutOfMemory() {}

  static Problem reading() {
    return of("reading it");
  }

  static Problem writing() {
    return of("writing its rows");
  }

  private static Problem of(String doing) {
    return new Problem.TooMuchMemory(
        doing
            + " takes more memory than there is: "
            + ProcessMemory.describe()
            + "; give it more with PEAK_JAVA_OPTS=-Xmx4g");
  }
}
