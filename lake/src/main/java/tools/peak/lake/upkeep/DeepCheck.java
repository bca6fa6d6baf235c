package tools.peak.lake.upkeep;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Field;
import tools.peak.lake.table.ColumnBounds;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TableSnapshot;
import tools.peak.lake.write.FileScan;
import tools.peak.parquet.ParquetException;

/**
 * Reads every value of a table's files and compares it with what the table says of them: questions
 * leave out files by these statistics, so that an untrue one costs rows of an answer.
 */
final class DeepCheck {
  private final Map<Integer, Field> fields;
  private final Map<String, StoredFile> inForce;

  /**
   * @param newest the table's newest files, with what is known of their columns
   */
  DeepCheck(TableSnapshot newest) {
    this.fields =
        newest.fields().stream().collect(Collectors.toMap(Field::id, Function.identity()));
    this.inForce =
        newest.content().stream().collect(Collectors.toMap(StoredFile::path, file -> file));
  }

  /** What is wrong with files, those of earlier versions among them. */
  List<Finding> of(Collection<StoredFile> files) {
    return files.parallelStream().flatMap(file -> findings(file).stream()).toList();
  }

  private List<Finding> findings(StoredFile file) {
    try {
      FileScan scan = FileScan.of(Path.of(file.path()), List.copyOf(fields.values()));
      List<Finding> findings = new ArrayList<>();
      if (scan.rows() != file.rows()) {
        findings.add(new Finding.WrongRows(file.path(), file.rows(), scan.rows()));
      }
      inForce
          .getOrDefault(file.path(), file)
          .bounds()
          .forEach(
              (id, said) ->
                  untrue(said, scan.columns().get(id))
                      .ifPresent(
                          detail ->
                              findings.add(
                                  new Finding.WrongStatistics(file.path(), name(id), detail))));
      return findings;
    } catch (NoSuchFileException e) {
      return List.of(new Finding.MissingFile(file.path()));
    } catch (ParquetException | IOException e) {
      return List.of(new Finding.DamagedFile(file.path(), String.valueOf(e.getMessage())));
    }
  }

  private String name(int id) {
    Field field = fields.get(id);
    return field == null ? "field " + id : field.column().name();
  }

  private static Optional<String> untrue(ColumnBounds said, @Nullable ColumnBounds found) {
    if (found == null) {
      return Optional.empty(); // the table has no such column any more
    }
    Object least = found.least();
    Object greatest = found.greatest();
    if (said.nulls() >= 0 && said.nulls() != found.nulls()) {
      return Optional.of("has %s nulls instead of %s".formatted(found.nulls(), said.nulls()));
    }
    if (said.least() != null && least != null && FileScan.compare(said.least(), least) > 0) {
      return Optional.of("holds %s, and at least %s was said".formatted(least, said.least()));
    }
    if (said.greatest() != null
        && greatest != null
        && FileScan.compare(said.greatest(), greatest) < 0) {
      return Optional.of("holds %s, and at most %s was said".formatted(greatest, said.greatest()));
    }
    return Optional.empty();
  }
}
