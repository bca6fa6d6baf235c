package tools.peak.lake;

import java.util.Locale;
import tools.peak.lake.LakeException.Code;

/**
 * The operating systems that keep what a lake needs: folders that can be synced, files that can be
 * renamed and deleted while others have them open, limits of a process.
 */
final class KnownSystem {
  private KnownSystem() {}

  /**
   * Refuses another.
   *
   * @param name as the property {@code os.name} has it
   */
  static void require(String name) {
    if (name.toLowerCase(Locale.ROOT).startsWith("windows")) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          name
              + " is no system that a lake is safe on: use Linux or macOS, or Linux within Windows"
              + " (WSL 2, with the lake on its own disk, not below /mnt)");
    }
  }
}
