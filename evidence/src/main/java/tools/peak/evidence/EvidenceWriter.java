package tools.peak.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.parquet.ParquetColumn;
import tools.peak.evidence.parquet.ParquetWriter;

/**
 * Writes run folders as upstream does, but whole: into a hidden temporary folder beside the target,
 * the snippet last, and renames that. After a crash only the hidden folder is left, which {@link
 * FolderWalk} passes over.
 */
public final class EvidenceWriter {
  private static final String TEMPORARY_PREFIX = ".peak-";
  private static final String TEMPORARY_SUFFIX = ".tmp";

  private EvidenceWriter() {}

  /** What to do about a folder that is there already. */
  public enum OnExisting {
    REFUSE,
    /** It is moved aside, replaced, and then deleted. */
    REPLACE
  }

  /** Writes more files into the folder; they are there before the snippet is. */
  public interface MoreFiles {
    void write(Path folder) throws IOException;
  }

  /**
   * Writes a folder that must not be there yet, making its parents.
   *
   * @param folder never made from the run's id here: that is the caller's choice
   */
  public static void write(Path folder, RunDocument document) throws IOException {
    write(folder, document, OnExisting.REFUSE, _ -> {});
  }

  /**
   * Writes a folder, making its parents.
   *
   * @param more is given the temporary folder after everything but the snippet was written
   * @throws FileAlreadyExistsException if the folder is there and shall not be replaced
   * @throws IllegalArgumentException if the document makes no run that could be read again
   */
  public static void write(Path folder, RunDocument document, OnExisting onExisting, MoreFiles more)
      throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new IOException(folder + " can't be a run's folder");
    }
    if (onExisting == OnExisting.REFUSE && exists(target)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Files.createDirectories(parent);
    Path temporary = temporary(parent);
    Files.createDirectory(temporary);
    try {
      writeFiles(temporary, document, more);
      move(temporary, target, parent, onExisting);
    } catch (IOException | RuntimeException | Error e) {
      try {
        delete(temporary);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** Whether a folder of that name is an unfinished one of ours. */
  static boolean isTemporary(String name) {
    return name.startsWith(TEMPORARY_PREFIX) && name.endsWith(TEMPORARY_SUFFIX);
  }

  private static void writeFiles(Path folder, RunDocument document, MoreFiles more)
      throws IOException {
    byte[] snapshot = snapshot(document).getBytes(UTF_8);
    Meta meta = checked(snapshot);
    Files.write(folder.resolve(EvidenceFiles.SNAPSHOT), snapshot);
    Files.writeString(folder.resolve(EvidenceFiles.STATS), stats(document.stats()));
    if (document.equity().size() > 0) {
      CurveWriter.write(folder.resolve(EvidenceFiles.EQUITY), document.equity());
    }
    if (document.trades().size() > 0) {
      List<ParquetColumn> columns = TradesColumns.of(document.trades());
      ParquetWriter.write(folder.resolve(EvidenceFiles.TRADES), columns);
    }
    more.write(folder);
    Files.writeString(folder.resolve(EvidenceFiles.SNIPPET), Snippet.text(meta, document.stats()));
  }

  private static String snapshot(RunDocument document) {
    StringBuilder json = new StringBuilder("{\n  \"meta\": ");
    JsonText.indent(document.metaJson(), 1, json);
    json.append(",\n  \"params\": ");
    JsonText.indent(document.paramsJson(), 1, json);
    return json.append("\n}").toString();
  }

  private static Meta checked(byte[] bytes) {
    try {
      Snapshot snapshot = Snapshot.parse(bytes, bytes.length);
      Snapshot.Part meta = snapshot.meta();
      if (meta == null) {
        throw new IllegalArgumentException("meta is no object");
      }
      String runId = MetaAttributes.runId(meta);
      return MetaAttributes.of(runId == null ? "" : runId, meta);
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.problem().reason(), e);
    }
  }

  private static String stats(List<Stat> stats) {
    StringBuilder json = new StringBuilder("{");
    String separator = "";
    for (Stat stat : stats) {
      json.append(separator);
      JsonText.newLine(1, json);
      JsonText.quote(stat.metric(), json);
      json.append(": ");
      appendValue(stat, json);
      separator = ",";
    }
    return json.append(stats.isEmpty() ? "}" : "\n}").toString();
  }

  private static void appendValue(Stat stat, StringBuilder json) {
    String text = stat.text();
    Double value = stat.value();
    if (text != null) {
      if (value == null && (text.equals("true") || text.equals("false"))) {
        json.append(text);
      } else {
        JsonText.quote(text, json);
      }
    } else if (value != null) {
      json.append(stat.isCount() ? Long.toString(value.longValue()) : Double.toString(value));
    } else {
      json.append("null");
    }
  }

  private static void move(Path temporary, Path target, Path parent, OnExisting onExisting)
      throws IOException {
    Path old = null;
    if (onExisting == OnExisting.REPLACE && exists(target)) {
      old = temporary(parent);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (exists(target)) { // another came in the meantime
        FileAlreadyExistsException there = new FileAlreadyExistsException(target.toString());
        there.initCause(e);
        throw there;
      }
      if (old != null) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    if (old != null) {
      delete(old);
    }
  }

  private static Path temporary(Path parent) {
    return parent.resolve(TEMPORARY_PREFIX + UUID.randomUUID() + TEMPORARY_SUFFIX);
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
