package tools.peak.evidence.folder;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Span;
import tools.peak.evidence.Spans;

/** Reads the folders below one, in a process of its own, and says in a line what each is. */
public final class ReadProcess {
  private ReadProcess() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    EvidenceReader reader = new EvidenceReader(ReadLimits.DEFAULT);
    try (Stream<Path> folders = Files.list(Path.of(args[0]))) {
      for (Path folder : folders.sorted().toList()) {
        out.println(folder.getFileName() + " " + told(reader, folder));
      }
    }
  }

  private static String told(EvidenceReader reader, Path folder) throws IOException {
    try {
      return switch (reader.read(Folders.look(folder))) {
        case Reading.Loaded(var run, List<Notice> notices) ->
            "loaded"
                + (isCut(run.spans()) ? ", its telemetry cut " : " ")
                + notices.stream().map(Notice::code).toList();
        case Reading.Refused(var _, List<Problem> problems) ->
            "refused" + problems.stream().map(Problem::code).distinct().toList();
        case Reading.NotARun() -> "passed over";
      };
    } catch (OutOfMemoryError e) {
      return "out of memory at " + e.getStackTrace()[0] + " " + e.getMessage();
    }
  }

  private static boolean isCut(Spans spans) {
    for (Span span : spans) {
      if (span.name().equals(Spans.UNREADABLE)) {
        return true;
      }
    }
    return false;
  }
}
