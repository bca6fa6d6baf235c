package tools.peak.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.contract.TableStoreContract;
import tools.peak.lake.FailPoint;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;
import tools.peak.storage.local.LocalStorage;

final class IcebergTableStoreTest extends TableStoreContract {
  @TempDir private Path folder;
  private final Storage storage = new LocalStorage();

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected TableStore open() {
    return new IcebergTableStore(storage, FailPoint.Listener.none());
  }

  @Override
  protected Location empty() {
    return Location.of(folder);
  }

  @Test
  void a_snapshot_is_read_once() {
    TableStore tables = open();
    TablePointer pointer = tables.append(runs(tables), List.of(file("a")));

    assertThat(tables.snapshot(pointer)).isSameAs(tables.snapshot(pointer));
  }

  @Test
  void metadata_grows_with_commits_and_not_with_their_square_and_every_version_is_told()
      throws IOException {
    TableStore tables = open();
    TablePointer pointer = runs(tables);
    List<TablePointer> versions = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      pointer =
          i == 300
              ? tables.replace(pointer, List.of(file("f300")), Set.of(place("f7")))
              : tables.append(pointer, List.of(file("f" + i)));
      versions.add(pointer);
    }

    List<Location> files = storage.list(empty());
    long bytes = 0;
    for (Location file : files) {
      bytes += storage.size(file);
    }
    assertThat(files).hasSizeLessThan(1_500 / LakeTable.values().length);
    assertThat(bytes).isLessThan(20_000_000 / LakeTable.values().length);

    TableStore again = open();
    for (int version = 0; version < 600; version += version == 299 ? 1 : 13) { // 299, 300, …
      int i = version;
      TablePointer then = versions.get(i);
      assertThat(
              again
                  .snapshot(
                      new TablePointer(pointer.metadata(), then.snapshotId(), then.schemaId()))
                  .content())
          .as("version %d", i)
          .extracting(file -> file.location().name())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(0, i)
                  .filter(file -> i < 300 || file != 7)
                  .mapToObj(file -> "f" + file)
                  .toList());
    }
    NamedFiles named = again.namedFiles(pointer);
    assertThat(named.unreadable()).isEmpty();
    assertThat(named.data()).hasSize(600);
    assertThat(files).containsAll(named.metadata());
  }

  @Test
  void a_table_that_was_changed_while_the_clock_was_ahead_is_changed_again_and_its_times_stay()
      throws IOException {
    TableStore tables = open();
    TablePointer before = tables.append(runs(tables), List.of(file("a"), file("b")));
    ahead(before);

    TableStore again = open();
    TablePointer pointer = again.append(before, List.of(file("c")));
    pointer = again.addMetrics(pointer, List.of("late"));
    pointer = again.replace(pointer, List.of(file("d")), Set.of(place("a")));

    assertThat(names(pointer)).containsExactlyInAnyOrder("b", "c", "d");
    assertThat(lastUpdated(pointer)).isEqualTo(lastUpdated(before));
    assertThat(metadata(pointer).snapshots())
        .extracting(snapshot -> snapshot.timestampMillis())
        .hasSize(3)
        .isSorted()
        .endsWith(lastUpdated(before), lastUpdated(before)); // the first may be a tick older
    assertThat(metadata(pointer).previousFiles())
        .isSortedAccordingTo(Comparator.comparing(TableMetadata.MetadataLogEntry::timestampMillis));
  }

  /** Ninety seconds later by all of its own times. */
  private static void ahead(TablePointer table) throws IOException {
    Path file = Path.of(table.metadata());
    String text =
        Pattern.compile("(\"(?:timestamp-ms|last-updated-ms)\"\\s*:\\s*)(\\d+)")
            .matcher(Files.readString(file))
            .replaceAll(time -> time.group(1) + (Long.parseLong(time.group(2)) + 90_000));
    Files.writeString(file, text);
  }

  private TableMetadata metadata(TablePointer table) {
    return TableMetadataParser.read(new StorageFileIO(storage), table.metadata());
  }

  private long lastUpdated(TablePointer table) {
    return metadata(table).lastUpdatedMillis();
  }
}
