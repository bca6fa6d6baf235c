package tools.peak.runner.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks git whether files that it knows were changed since the last commit. */
final class GitChanges {
  /** A repository that takes longer is not worth the wait: nobody can say, then. */
  private static final long PATIENCE_SECONDS = 5;

  private GitChanges() {}

  /** Empty where git is not installed, fails, or takes too long. */
  static Optional<Boolean> in(Path folder) {
    ProcessBuilder git =
        new ProcessBuilder(
                "git",
                "-c",
                "core.fsmonitor=false",
                "status",
                "--porcelain",
                "--untracked-files=no",
                "--ignore-submodules")
            .directory(folder.toAbsolutePath().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    git.environment().put("GIT_OPTIONAL_LOCKS", "0"); // it only looks
    try {
      Process process = git.start();
      var _ =
          process
              .onExit()
              .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .exceptionally(_ -> process.destroyForcibly());
      process.getOutputStream().close();
      boolean hasChanges = process.getInputStream().readAllBytes().length > 0;
      return process.waitFor() == 0 ? Optional.of(hasChanges) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
