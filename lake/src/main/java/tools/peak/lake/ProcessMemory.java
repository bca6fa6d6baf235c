package tools.peak.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How much memory this process may use: of the machine, or less where it runs in a control group (a
 * container) that allows less.
 */
public final class ProcessMemory {
  private static final Path SYSTEM = Path.of("/");
  private static final long MIB = 1L << 20;

  /** What Java needs besides its heap: code, classes, threads. */
  private static final long JAVA = 120 * MIB;

  private ProcessMemory() {}

  /** Bytes that the control group allows; empty where there is none, or it allows all. */
  public static OptionalLong limit() {
    return limit(SYSTEM);
  }

  /** Bytes for memory outside the heap, such as an engine's; never less than 64 MiB. */
  public static long besidesHeap(long atMost) {
    OptionalLong limit = limit();
    return limit.isEmpty()
        ? atMost
        : Math.clamp(limit.getAsLong() - Runtime.getRuntime().maxMemory() - JAVA, 64 * MIB, atMost);
  }

  /**
   * Bytes for a second Java process beside this one, besides what its code takes; at most {@code
   * atMost}, and less where the control group leaves less.
   */
  public static long besidesThis(long atMost) {
    return besidesThis(atMost, Runtime.getRuntime().totalMemory(), limit());
  }

  static long besidesThis(long atMost, long heap, OptionalLong limit) {
    return limit.isEmpty()
        ? atMost
        : Math.clamp(limit.getAsLong() - heap - 2 * JAVA, 0, Math.max(0, atMost));
  }

  /**
   * Refuses work that may grow until the operating system ends the process without a word.
   *
   * @throws LakeException if the heap may become larger than what the control group leaves for it
   */
  public static void requireRoom() {
    requireRoom(Runtime.getRuntime().maxMemory(), limit());
  }

  static void requireRoom(long heap, OptionalLong limit) {
    if (limit.isPresent() && heap + JAVA > limit.getAsLong()) {
      throw new LakeException(
          LakeException.Code.LIMIT,
          "the heap may grow to %s, and Java needs %s besides, but the control group allows %s: give"
                  .formatted(mebibytes(heap), mebibytes(JAVA), mebibytes(limit.getAsLong()))
              + " the group more, or set a smaller heap with PEAK_JAVA_OPTS=-Xmx…");
    }
  }

  /** What is to be said of the limits when one of them was hit. */
  public static String describe() {
    return "the heap is " + mebibytes(Runtime.getRuntime().maxMemory()) + ofGroup(limit());
  }

  /** {@code of the 512 MiB that its control group allows}, or nothing where there is no limit. */
  public static String ofGroup() {
    return ofGroup(limit());
  }

  private static String ofGroup(OptionalLong limit) {
    return limit.isEmpty()
        ? ""
        : " of the " + mebibytes(limit.getAsLong()) + " that its control group allows";
  }

  /** {@code 205 MiB}. */
  public static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes / MIB);
  }

  static OptionalLong limit(Path root) {
    List<Path> files = new ArrayList<>();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      if (parts[1].isEmpty()) {
        addAll(root.resolve("sys/fs/cgroup"), parts[2], "memory.max", files);
      } else if (List.of(parts[1].split(",")).contains("memory")) {
        addAll(root.resolve("sys/fs/cgroup/memory"), parts[2], "memory.limit_in_bytes", files);
      }
    }
    // A number beyond every machine's stands for none; so does the word max.
    return files.stream()
        .flatMap(file -> lines(file).stream())
        .filter(line -> line.matches("\\d{1,15}"))
        .mapToLong(Long::parseLong)
        .min();
  }

  /** The group's own limit, and those of the groups around it; in a container it is the root. */
  private static void addAll(Path mount, String group, String name, List<Path> files) {
    Path own = mount.resolve(group.replaceFirst("^/+", "")).normalize();
    if (own.startsWith(mount)) {
      for (int names = own.getNameCount(); names > mount.getNameCount(); names--) {
        files.add(root(own).resolve(own.subpath(0, names)).resolve(name));
      }
    }
    files.add(mount.resolve(name));
  }

  private static Path root(Path absolute) {
    return Objects.requireNonNull(absolute.getRoot());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(); // no Linux, or no such controller
    }
  }
}
