package tools.peak.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time goes, as Java Flight Recorder samples it: the frame on top of each thread's stack,
 * Java and native. Threads of the compiler and of the collector are not sampled.
 */
final class HotFrames implements AutoCloseable {
  private static final String JAVA = "jdk.ExecutionSample";
  private static final String NATIVE = "jdk.NativeMethodSample";
  private static final int SHOWN = 10;

  private final Recording recording = new Recording();

  HotFrames() {
    for (String event : List.of(JAVA, NATIVE)) {
      var _ = recording.enable(event).with("period", "5 ms");
    }
    recording.start();
  }

  /** A line a frame, the one with the most samples first. */
  List<String> lines() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("peak", ".jfr");
    try {
      recording.dump(file);
      Map<String, Integer> frames = new HashMap<>();
      int all = 0;
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (event.getStackTrace() != null && isWork(event)) {
          all++;
          frames.merge(name(event.getStackTrace().getFrames().getFirst()), 1, Integer::sum);
        }
      }
      int samples = all;
      return frames.entrySet().stream()
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .limit(SHOWN)
          .map(
              frame ->
                  String.format(
                      Locale.ROOT,
                      "%5.1f %%  %s",
                      100.0 * frame.getValue() / samples,
                      frame.getKey()))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  /** A thread that waits for another, or for a lock, is no use of time. */
  private static boolean isWork(RecordedEvent event) {
    String top = name(event.getStackTrace().getFrames().getFirst());
    return !top.contains("park") && !top.contains("wait") && !top.contains("epoll");
  }

  private static String name(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    String type = method.getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
  }

  @Override
  public void close() {
    recording.close();
  }
}
