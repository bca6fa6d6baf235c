package tools.peak.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All programs of the stack at one port, which answer as they are told to. */
final class StackStub implements AutoCloseable {
  enum Manner {
    RIGHT,
    /** Of a viewer whom Grafana does not let read a datasource's settings. */
    VIEWER,
    /** Well formed, and another trace, metric, log, type, panel. */
    WRONG,
    /** 503 first, right later. */
    LATE,
    /** It takes the connection and says nothing. */
    NEVER
  }

  private static final Path DASHBOARDS =
      Path.of("..", "ops", "observability", "grafana", "dashboards");
  private static final Duration LATE = Duration.ofMillis(1200);
  private static final Map<String, String> TYPES =
      Map.of("peak-prometheus", "prometheus", "peak-tempo", "tempo", "peak-loki", "loki");

  private final HttpServer server;
  private final Manner manner;
  private final long began = System.nanoTime();
  private final CountDownLatch end = new CountDownLatch(1);
  final Map<String, String> posted = new ConcurrentHashMap<>();

  private StackStub(HttpServer server, Manner manner) {
    this.server = server;
    this.manner = manner;
  }

  static StackStub start(Manner manner) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StackStub stub = new StackStub(server, manner);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", stub::answer);
    server.start();
    return stub;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All the options of {@code peak stack verify} that lead here. */
  Stream<String> options() {
    return Stream.of(
            "--collector", "--collector-health", "--tempo", "--prometheus", "--loki", "--grafana")
        .flatMap(option -> Stream.of(option, address()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (manner == Manner.NEVER) {
        end.await();
        return;
      }
      if (manner == Manner.LATE && System.nanoTime() - began < LATE.toNanos()) {
        reply(exchange, 503, "starting");
        return;
      }
      if (path.startsWith("/v1/")) {
        posted.put(path, body);
        String traceparent = exchange.getRequestHeaders().getFirst("traceparent");
        if (traceparent != null) {
          posted.put("traceparent", traceparent);
        }
        reply(exchange, 200, "{}");
      } else if (manner == Manner.VIEWER && path.matches("/api/datasources/uid/[^/]+")) {
        reply(exchange, 403, "{}");
      } else {
        reply(exchange, 200, text(path));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String text(String path) throws IOException {
    boolean isWrong = manner == Manner.WRONG;
    if (path.startsWith("/api/traces/")) {
      String id = isWrong ? "0123" : in("/v1/traces", "\"traceId\":\"(\\w+)\"");
      return """
          {"batches":[{"scopeSpans":[{"spans":[{"name":"peak stack verify","attributes":[
          {"key":"peak.verify","value":{"stringValue":"%s"}}]}]}]}]}"""
          .formatted(id);
    }
    if (path.equals("/api/v1/query")) {
      String value = isWrong ? "1.0" : in("/v1/metrics", "\"asDouble\":([0-9.]+)");
      return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},"
          + "\"value\":[1700000000.1,\""
          + value
          + "\"]}]}}";
    }
    if (path.equals("/loki/api/v1/query_range")) {
      String result =
          isWrong ? "" : "{\"stream\":{},\"values\":[[\"1\",\"" + in("/v1/logs", "(.)") + "\"]]}";
      return "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":["
          + result.replace("\"{\"", "\"x\"")
          + "]}}";
    }
    if (path.equals("/api/health")) {
      return isWrong ? "{\"database\":\"failing\"}" : "{\"database\":\"ok\"}";
    }
    if (path.equals("/api/frontend/settings")) {
      return "{\"datasources\":{\"Tempo\":{\"uid\":\"peak-tempo\",\"type\":\"tempo\"},"
          + "\"Loki\":{\"uid\":\"peak-loki\",\"type\":\"loki\"},"
          + "\"Prometheus\":{\"uid\":\"peak-prometheus\",\"type\":\"prometheus\"}}}";
    }
    if (path.startsWith("/api/datasources/uid/")) {
      String uid = path.substring("/api/datasources/uid/".length());
      String type = isWrong ? "jaeger" : TYPES.get(uid);
      return "{\"uid\":\"%s\",\"type\":\"%s\",\"url\":\"http://there\"}".formatted(uid, type);
    }
    if (path.startsWith("/api/dashboards/uid/")) {
      return "{\"dashboard\":" + (isWrong ? "{\"panels\":[]}" : dashboard(path)) + "}";
    }
    return "{}";
  }

  private static String dashboard(String path) throws IOException {
    String uid = "\"uid\": \"" + path.substring("/api/dashboards/uid/".length()) + "\"";
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        String text = Files.readString(file);
        if (text.contains(uid)) {
          return text;
        }
      }
    }
    return "{}";
  }

  private String in(String path, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(posted.getOrDefault(path, ""));
    return matcher.find() ? matcher.group(1) : "0";
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
