package tools.peak.runner.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version the build wrote beside this class. */
public final class PeakVersion {
  private PeakVersion() {}

  public static String read() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(PeakVersion.class.getResourceAsStream("peak.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
