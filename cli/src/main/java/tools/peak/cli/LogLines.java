package tools.peak.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is no result, as log lines: for machines, which read standard error as well. */
final class LogLines {
  private static final Logger LOG = LoggerFactory.getLogger("tools.peak.cli");

  private LogLines() {}

  static void write(String line) {
    LOG.warn(line);
  }
}
