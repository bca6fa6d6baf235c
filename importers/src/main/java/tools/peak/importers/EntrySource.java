package tools.peak.importers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.peak.lake.ingest.RunSource;

/** The runs of one file or folder of another tool; their ids are paths at or below it. */
public abstract class EntrySource implements RunSource {
  private final Path entry;

  protected EntrySource(Path entry) {
    this.entry = entry;
  }

  public final Path entry() {
    return entry;
  }

  /** The id of a run of that name. */
  public final String id(String name) {
    return entry + "/" + name;
  }

  @Override
  public final String name() {
    return entry.toString();
  }

  @Override
  public final boolean covers(String id) {
    return Path.of(id).startsWith(entry);
  }

  @Override
  public final Optional<String> missing() {
    return Files.notExists(entry) ? Optional.of(entry.toString()) : Optional.empty();
  }
}
