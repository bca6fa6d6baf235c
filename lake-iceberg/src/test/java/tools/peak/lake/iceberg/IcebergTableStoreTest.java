package tools.peak.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.lake.FailPoint;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.table.TableStoreContract;
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
}
