package tools.peak.telemetry.otlp;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Receives OTLP over gRPC, as a collector does. */
public final class GrpcReceiver implements AutoCloseable {
  private final Received received = new Received();
  private final ThreadLocal<Map<String, String>> headers = ThreadLocal.withInitial(Map::of);
  private final Server server;

  private GrpcReceiver() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(ServerInterceptors.intercept(new Traces(), new Headers()))
            .addService(ServerInterceptors.intercept(new Metrics(), new Headers()))
            .addService(ServerInterceptors.intercept(new Logs(), new Headers()))
            .build()
            .start();
  }

  public static GrpcReceiver start() throws IOException {
    return new GrpcReceiver();
  }

  public String endpoint() {
    return "http://localhost:" + server.getPort();
  }

  public Received received() {
    return received;
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private <T> void answer(Object request, T response, StreamObserver<T> to) {
    received.add(request, headers.get());
    to.onNext(response);
    to.onCompleted();
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> to) {
      answer(request, ExportTraceServiceResponse.getDefaultInstance(), to);
    }
  }

  private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> to) {
      answer(request, ExportMetricsServiceResponse.getDefaultInstance(), to);
    }
  }

  private final class Logs extends LogsServiceGrpc.LogsServiceImplBase {
    @Override
    public void export(
        ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> to) {
      answer(request, ExportLogsServiceResponse.getDefaultInstance(), to);
    }
  }

  private final class Headers implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
      Map<String, String> found = new HashMap<>();
      for (String key : metadata.keys()) {
        if (!key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
          String value = metadata.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
          found.put(key, value == null ? "" : value);
        }
      }
      headers.set(found);
      return next.startCall(call, metadata);
    }
  }
}
