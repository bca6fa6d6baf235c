package tools.peak.evidence.folder;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Run folders that upstream wrote. */
public final class Samples {
  private Samples() {}

  public static Path folder(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Samples.class.getResource("/samples/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
