package tools.peak.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Who does something to a lake, and on which machine: a lake's audit names him with every deed.
 *
 * @param name what he is called, such as {@code alice@desk7}; never empty
 * @param host the machine's name; empty where it has none
 */
public record Actor(String name, String host) {
  private static final ScopedValue<Actor> ACTING = ScopedValue.newInstance();

  public Actor {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an actor has a name");
    }
  }

  /**
   * Who acts when nobody said so: {@code PEAK_ACTOR}, else user@host.
   *
   * @param env the environment
   */
  public static Actor of(Map<String, String> env) {
    String named = env.getOrDefault("PEAK_ACTOR", "");
    String host = thisHost();
    String user = System.getProperty("user.name", "unknown") + (host.isEmpty() ? "" : "@" + host);
    return new Actor(named.isBlank() ? user : named, host);
  }

  /** Somebody by name, on this machine. */
  public static Actor named(String name) {
    return new Actor(name, thisHost());
  }

  /** Whom lakes that are opened now belong to: see {@link #during}. */
  public static Actor current() {
    return ACTING.isBound() ? ACTING.get() : of(System.getenv());
  }

  /** Does something in whose course every lake that this thread opens is used by this actor. */
  public <T> T during(Callable<T> work) throws Exception {
    return ScopedValue.where(ACTING, this).call(work::call);
  }

  /** Never by way of the network: a name server that is away would cost seconds. */
  private static String thisHost() {
    Path kernel = Path.of("/proc/sys/kernel/hostname");
    try {
      if (Files.isReadable(kernel)) {
        return Files.readString(kernel).strip();
      }
    } catch (IOException e) {
      // Then the environment may know.
    }
    return System.getenv().getOrDefault("HOSTNAME", "");
  }
}
