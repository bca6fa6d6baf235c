package tools.peak.telemetry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is left can be delivered at all, asked before a program waits for it: the SDK tries
 * a backend that refuses connections again and again, for longer than most commands run.
 */
final class Delivery {
  static final Delivery NONE = new Delivery(Set.of(), "", null);

  /** A name that can't be looked up, or a host that says nothing, is not waited for. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Set<String> targets;
  private final String endpoints;
  private final @Nullable Warnings complaints;

  /** How many backends take no connection. */
  enum Refusing {
    NONE,
    SOME,
    ALL
  }

  Delivery(Settings settings, Warnings complaints) {
    this(settings.targets(), settings.endpoints(), complaints);
  }

  private Delivery(Set<String> targets, String endpoints, @Nullable Warnings complaints) {
    this.targets = targets;
    this.endpoints = endpoints;
    this.complaints = complaints;
  }

  Refusing refusing() {
    if (targets.isEmpty()) {
      return Refusing.NONE;
    }
    AtomicInteger refused = new AtomicInteger();
    List<Thread> looks =
        targets.stream()
            .map(
                target ->
                    Thread.ofPlatform()
                        .daemon()
                        .name("peak-telemetry-look")
                        .start(() -> refused.addAndGet(refuses(target) ? 1 : 0)))
            .toList();
    long until = System.nanoTime() + LOOK.toNanos();
    boolean interrupted = false;
    for (Thread look : looks) {
      try {
        look.join(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    int count = refused.get();
    return count == 0 ? Refusing.NONE : count < targets.size() ? Refusing.SOME : Refusing.ALL;
  }

  /** Says that the rest was not delivered. */
  void failed(Refusing refusing) {
    if (complaints != null) {
      complaints.notDelivered(
          (refusing == Refusing.NONE
                  ? "the backend did not take it in time "
                  : "the backend takes no connection ")
              + endpoints);
    }
  }

  private static boolean refuses(String target) {
    try (Socket socket = new Socket()) {
      URI uri = URI.create(target);
      int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
      socket.connect(new InetSocketAddress(uri.getHost(), port), (int) LOOK.toMillis());
      return false;
    } catch (ConnectException | UnknownHostException _) {
      return true;
    } catch (IOException | IllegalArgumentException _) {
      return false; // it may be slow, or the SDK knows more of it
    }
  }
}
