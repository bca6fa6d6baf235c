package tools.peak.lake.backup;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What pruning takes from a backup.
 *
 * @param id says what the plan is: it is applied as shown, or not at all
 * @param dropped the versions that go, in order
 * @param kept the versions that stay, in order
 * @param objects the names of what goes with them: what no kept version needs, in order
 * @param bytes how many bytes those have
 */
public record PrunePlan(
    String id, List<Long> dropped, List<Long> kept, List<String> objects, long bytes) {
  private static final int ID_LETTERS = 8;

  public PrunePlan {
    dropped = List.copyOf(dropped);
    kept = List.copyOf(kept);
    objects = List.copyOf(objects);
  }

  static PrunePlan of(List<Long> dropped, List<Long> kept, List<String> objects, long bytes) {
    byte[] text =
        (dropped + "\n" + kept + "\n" + String.join("\n", objects))
            .getBytes(StandardCharsets.UTF_8);
    String id = Digest.of(text, text.length).substring(0, ID_LETTERS);
    return new PrunePlan(id, dropped, kept, objects, bytes);
  }

  /** Whether nothing goes. */
  public boolean isEmpty() {
    return dropped.isEmpty() && objects.isEmpty();
  }
}
