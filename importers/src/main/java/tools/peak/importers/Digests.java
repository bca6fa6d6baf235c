package tools.peak.importers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.FileEntry;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.text.Utf8Text;

/** Makes artifacts of files. A reader's buffer is used again. */
public final class Digests {
  private static final Queue<FileReader> IDLE = new ConcurrentLinkedQueue<>();

  private Digests() {}

  /** The file with its digest; a small text is kept. */
  public static Artifact of(Path folder, FileEntry file, long maxFileSize)
      throws IOException, Refusal {
    if (file.size() > maxFileSize) {
      throw new Refusal(new Problem.TooLarge(file.name(), file.size(), maxFileSize));
    }
    FileReader idle = IDLE.poll();
    FileReader reader = idle == null ? new FileReader() : idle;
    Artifact artifact;
    if (file.size() <= EvidenceReader.MAX_CONTENT) {
      reader.readWhole(folder, file);
      String text = Utf8Text.decode(reader.bytes(), 0, reader.length());
      artifact =
          new Artifact(
              file.name(),
              reader.length(),
              reader.sha256(),
              text == null || text.indexOf('\0') >= 0 ? null : text);
    } else {
      long bytes = reader.readThrough(folder, file, (_, to, _) -> to);
      artifact = new Artifact(file.name(), bytes, reader.sha256(), null);
    }
    IDLE.add(reader); // one that failed is not used again
    return artifact;
  }
}
