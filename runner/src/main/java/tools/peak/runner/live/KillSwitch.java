package tools.peak.runner.live;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Ends a session at once: by a file that appears, by a call (of a signal), by a breach. */
public final class KillSwitch {
  private final Path file;
  private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

  public KillSwitch(Path file) {
    this.file = file;
  }

  /** Whether its file lies there. */
  public boolean fileIsThere() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  public Path file() {
    return file;
  }

  /** Switches it on; the first reason stays. Also for another thread. */
  public void pull(String why) {
    reason.compareAndSet(null, why);
  }

  /** Looks for the file. */
  void look() {
    if (reason.get() == null && fileIsThere()) {
      pull("kill file " + file);
    }
  }

  /** Why it is on; null if it is off. */
  @Nullable String reason() {
    return reason.get();
  }
}
