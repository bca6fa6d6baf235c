package tools.peak.telemetry.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's Prometheus, scraping one port of this machine. */
public final class RealPrometheus implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;

  private RealPrometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether there is one on this machine. */
  public static boolean isHere() {
    return Files.isExecutable(PROGRAM);
  }

  /** A port that nobody has. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts it with its files in {@code folder}; it scrapes {@code target} five times a second. */
  public static RealPrometheus start(Path folder, int target) throws IOException {
    int port = freePort();
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            scrape_configs:
              - job_name: peak
                scrape_interval: 200ms
                scrape_timeout: 200ms
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """
                .formatted(target));
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .start();
    BufferedReader log = process.inputReader(UTF_8);
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("level=error")) {
        process.destroy();
        throw new AssertionError(line);
      }
      if (line.contains("ready to receive web requests")) {
        return new RealPrometheus(process, port);
      }
    }
    throw new AssertionError("prometheus ended");
  }

  /**
   * The value of a query, asked until there is one.
   *
   * @throws AssertionError where there is none in time
   */
  public String query(String query) throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
    long end = System.nanoTime() + 20_000_000_000L;
    while (System.nanoTime() < end) {
      String answer =
          HTTP.send(
                  HttpRequest.newBuilder(uri).header("Accept", "application/json").build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      JsonNode result = new ObjectMapper().readTree(answer).at("/data/result");
      if (!result.isEmpty()) {
        return result.get(0).at("/value/1").asText();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no answer to " + query);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
