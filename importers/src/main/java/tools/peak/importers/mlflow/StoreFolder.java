package tools.peak.importers.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the folders of MLflow's store of files. */
final class StoreFolder {
  private static final int HEAD = 16 << 10;

  private StoreFolder() {}

  /** Whose {@code meta.yaml} it is. */
  enum Kind {
    RUN,
    EXPERIMENT,
    NEITHER
  }

  /** By the keys that stand in it. */
  static Kind kind(Path meta) {
    try (InputStream in = Files.newInputStream(meta)) {
      String text = new String(in.readNBytes(HEAD), UTF_8);
      if (holds(text, "experiment_id")) {
        if (holds(text, "run_id") || holds(text, "run_uuid")) {
          return Kind.RUN;
        }
        return holds(text, "artifact_location") ? Kind.EXPERIMENT : Kind.NEITHER;
      }
      return Kind.NEITHER;
    } catch (IOException e) {
      return Kind.NEITHER;
    }
  }

  private static boolean holds(String yaml, String key) {
    return yaml.startsWith(key + ":") || yaml.contains("\n" + key + ":");
  }

  /** Whether the store of files lies there, and not only what runs of another store left. */
  static boolean holdsExperiment(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry.resolve(MlflowFormat.META))) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }
}
