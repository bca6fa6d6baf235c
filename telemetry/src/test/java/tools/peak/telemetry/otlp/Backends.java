package tools.peak.telemetry.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Backends that go wrong, each in its way. */
public enum Backends {
  /** Nothing listens. */
  ABSENT,
  /** Takes the request and never answers. */
  SLOW,
  /** Answers that it is not available. */
  REFUSING,
  /** Answers what is no HTTP. */
  GARBAGE,
  /** Answers the first request well and hangs up on all others. */
  DYING;

  /** Starts it. */
  public Running start() throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    if (this == ABSENT) {
      socket.close();
    } else {
      Thread.ofVirtual().start(() -> serve(socket));
    }
    return new Running("http://localhost:" + socket.getLocalPort(), socket);
  }

  /** A backend that goes wrong at {@code endpoint}. */
  public record Running(String endpoint, ServerSocket socket) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private void serve(ServerSocket socket) {
    AtomicInteger requests = new AtomicInteger();
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> answer(connection, requests.getAndIncrement()));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void answer(Socket connection, int request) {
    try {
      int read = connection.getInputStream().read(new byte[65_536]);
      OutputStream out = connection.getOutputStream();
      switch (this) {
        case ABSENT -> throw new IllegalStateException("nothing listens, yet came " + read);
        case SLOW -> {
          return;
        }
        case REFUSING ->
            out.write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
        case GARBAGE -> out.write("\0\u0007 not http at all\r\n\r\n{]".getBytes(US_ASCII));
        case DYING -> {
          if (request == 0) {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
            out.flush();
          }
        }
      }
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
