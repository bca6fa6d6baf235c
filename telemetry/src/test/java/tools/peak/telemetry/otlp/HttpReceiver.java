package tools.peak.telemetry.otlp;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;

/** Receives OTLP over http/protobuf, as a collector does. */
public final class HttpReceiver implements AutoCloseable {
  private final Received received = new Received();
  private final HttpServer server;
  private final String scheme;

  private HttpReceiver(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  public static HttpReceiver start() throws IOException {
    return start(HttpServer.create(address(), 0), "http");
  }

  /** One that speaks TLS with the certificate in {@code context}. */
  public static HttpReceiver start(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(address(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return start(server, "https");
  }

  private static HttpReceiver start(HttpServer server, String scheme) {
    HttpReceiver receiver = new HttpReceiver(server, scheme);
    receiver.take("/v1/traces", ExportTraceServiceRequest.parser());
    receiver.take("/v1/metrics", ExportMetricsServiceRequest.parser());
    receiver.take("/v1/logs", ExportLogsServiceRequest.parser());
    server.start();
    return receiver;
  }

  private void take(String path, Parser<? extends MessageLite> parser) {
    server.createContext(
        path,
        exchange -> {
          received.add(parser.parseFrom(body(exchange)), headers(exchange));
          exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    InputStream body = exchange.getRequestBody();
    return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(body)
        : body;
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return headers;
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public String endpoint() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  public Received received() {
    return received;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
