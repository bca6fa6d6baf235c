package tools.peak.cli.command.stack.verify;

import java.net.URI;

/**
 * Where the programs of a stack answer, each without a slash at its end.
 *
 * @param health where the collector tells its health
 */
public record Addresses(
    URI collector, URI health, URI tempo, URI prometheus, URI loki, URI grafana) {
  /** Those of {@code peak stack up}. */
  public static final Addresses OF_STACK =
      new Addresses(
          URI.create("http://127.0.0.1:4318"),
          URI.create("http://127.0.0.1:13133"),
          URI.create("http://127.0.0.1:3200"),
          URI.create("http://127.0.0.1:9090"),
          URI.create("http://127.0.0.1:3100"),
          URI.create("http://127.0.0.1:3000"));
}
