package tools.peak.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that has its commands served: writes lines, reads answers. */
final class Served implements AutoCloseable {
  private static final int PIPE = 1 << 20;
  private static final Pattern PIECE = Pattern.compile("\\{\"id\": (\\S+), \"bytes\": (\\d+)}");
  private static final Pattern END =
      Pattern.compile("\\{\"id\": (\\S+), \"exit\": (\\d+), \"err\": \"(.*)\"}");

  private final InputStream before = System.in;
  private final PipedOutputStream requests = new PipedOutputStream();
  private final PipedInputStream answers = new PipedInputStream(PIPE);
  private final CompletableFuture<Integer> exit;
  private int asked;

  /** What a command said, by the id of its request; the bytes of its result are characters. */
  record Said(String id, int exit, String out, String err) {
    String text() {
      return new String(out.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  Served(String... args) throws IOException {
    System.setIn(new PipedInputStream(requests, PIPE));
    OutputStream out = new PipedOutputStream(answers);
    exit =
        CompletableFuture.supplyAsync(
            () -> {
              try (out) {
                return Main.run(args, out, OutputStream.nullOutputStream(), Map.of());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  Said ask(String... args) throws IOException {
    StringBuilder list = new StringBuilder();
    for (String arg : args) {
      list.append(list.isEmpty() ? "" : ", ")
          .append('"')
          .append(arg.replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return askLine("{\"id\": " + ++asked + ", \"args\": [" + list + "]}");
  }

  Said askLine(String line) throws IOException {
    requests.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    requests.flush();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (true) {
      String head = line();
      Matcher piece = PIECE.matcher(head);
      if (piece.matches()) {
        out.write(answers.readNBytes(Integer.parseInt(piece.group(2))));
        continue;
      }
      Matcher end = END.matcher(head);
      if (!end.matches()) {
        throw new AssertionError("no line of an answer: " + head);
      }
      return new Said(
          end.group(1),
          Integer.parseInt(end.group(2)),
          out.toString(StandardCharsets.ISO_8859_1),
          end.group(3));
    }
  }

  /** The next line of what is answered. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = answers.read(); next >= 0 && next != '\n'; next = answers.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Ends the input, and gives the exit code. */
  int end() throws IOException {
    requests.close();
    return exit.join();
  }

  @Override
  public void close() throws IOException {
    int _ = end();
    System.setIn(before);
  }
}
