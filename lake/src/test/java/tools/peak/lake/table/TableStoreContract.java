package tools.peak.lake.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.peak.lake.LakeException;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/** What every store of tables does. */
public abstract class TableStoreContract {
  protected static final Partition LIVE = new Partition("live", 657);

  /** Where the tables lie. */
  protected abstract Storage storage();

  /** A store over that storage that remembers nothing. */
  protected abstract TableStore open();

  /** A folder of the storage in which nothing is yet. */
  protected abstract Location empty();

  @Test
  void a_new_table_has_the_columns_of_the_contract_and_no_file() {
    TableStore tables = open();
    for (LakeTable table : LakeTable.values()) {
      TableSnapshot snapshot =
          tables.snapshot(tables.create(table, empty().resolve(table.tableName())));

      assertThat(snapshot.fields()).extracting(Field::column).isEqualTo(table.columns());
      assertThat(snapshot.fields()).extracting(Field::id).doesNotHaveDuplicates();
      assertThat(snapshot.content()).isEmpty();
      assertThat(snapshot.id()).isNull();
      assertThat(tables.empty(table).fields()).extracting(Field::column).isEqualTo(table.columns());
      assertThat(tables.empty(table).content()).isEmpty();
    }
  }

  @Test
  void what_a_file_is_known_to_hold_is_told_again() {
    TablePointer made = runs(open());
    int runId = id(made, "run_id");
    int timestamp = id(made, "timestamp");
    NewFile file =
        new NewFile(
            LakeTable.RUNS,
            LIVE,
            empty().resolve("a.parquet").toString(),
            3,
            1_234,
            Map.of(
                runId, new NewFile.Bounds(0, 0, "a", "b"),
                timestamp, new NewFile.Bounds(3, 0, null, null)));

    TablePointer pointer = open().append(made, List.of(file));

    StoredFile stored = only(open().snapshot(pointer));
    assertThat(stored.location()).isEqualTo(empty().resolve("a.parquet"));
    assertThat(stored.partition()).isEqualTo(LIVE);
    assertThat(stored.rows()).isEqualTo(3);
    assertThat(stored.bytes()).isEqualTo(1_234);
    assertThat(stored.bounds())
        .containsEntry(runId, new ColumnBounds(0, "a", "b"))
        .containsEntry(timestamp, new ColumnBounds(3, null, null));
  }

  @Test
  void a_staged_change_leaves_what_was_there_as_it_was() {
    TableStore tables = open();
    TablePointer none = runs(tables);
    TablePointer one = tables.append(none, List.of(file("a")));
    TablePointer two = tables.append(one, List.of(file("b"), file("c")));
    TablePointer other = tables.append(one, List.of(file("d")));

    assertThat(names(none)).isEmpty();
    assertThat(names(one)).containsExactly("a");
    assertThat(names(two)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(names(other)).containsExactlyInAnyOrder("a", "d");
    assertThat(open().snapshot(two).id()).isNotNull().isNotEqualTo(open().snapshot(one).id());
  }

  @Test
  void files_take_the_place_of_others() {
    TableStore tables = open();
    TablePointer before = tables.append(runs(tables), List.of(file("a"), file("b"), file("c")));

    TablePointer after = tables.replace(before, List.of(file("d")), Set.of(place("a"), place("c")));
    TablePointer fewer = tables.replace(after, List.of(), Set.of(place("b")));

    assertThat(names(before)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(names(after)).containsExactlyInAnyOrder("b", "d");
    assertThat(names(fewer)).containsExactly("d");
  }

  @Test
  void metrics_become_columns_behind_the_others_and_ids_stay() {
    TableStore tables = open();
    TablePointer before = tables.append(runs(tables), List.of(file("a")));
    TablePointer after = tables.addMetrics(before, List.of("sharpe", "calmar"));

    List<Field> fields = new ArrayList<>(open().fields(before));
    assertThat(open().fields(after)).startsWith(fields.toArray(Field[]::new));
    assertThat(open().fields(after).subList(fields.size(), fields.size() + 2))
        .extracting(Field::column)
        .containsExactly(
            new Column("sharpe", ColumnType.DOUBLE), new Column("calmar", ColumnType.DOUBLE));
    assertThat(names(after)).containsExactly("a");
    assertThat(open().snapshot(before).fields()).isEqualTo(fields);
  }

  @Test
  void all_files_that_any_version_names_are_told() throws IOException {
    TableStore tables = open();
    TablePointer first = tables.append(runs(tables), List.of(file("a")));
    TablePointer second = tables.replace(first, List.of(file("b")), Set.of(place("a")));

    NamedFiles named = open().namedFiles(second);

    assertThat(named.data())
        .extracting(StoredFile::location)
        .containsExactlyInAnyOrder(place("a"), place("b"));
    assertThat(named.unreadable()).isEmpty();
    assertThat(named.metadata()).contains(Location.of(second.metadata()));
    assertThat(storage().list(empty())).containsAll(named.metadata());
  }

  @Test
  void a_pointer_is_found_again_in_its_metadata() {
    TableStore tables = open();
    TablePointer pointer = tables.append(runs(tables), List.of(file("a")));

    assertThat(open().pointerTo(pointer.metadata())).isEqualTo(pointer);
    assertThat(open().pointerTo("file:" + pointer.metadata()).snapshotId())
        .isEqualTo(pointer.snapshotId());
  }

  @Test
  void metadata_that_is_gone_is_named() throws IOException {
    TablePointer pointer = open().append(runs(open()), List.of(file("a")));
    storage().delete(Location.of(pointer.metadata()));

    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> open().snapshot(pointer))
        .withMessageContaining(pointer.metadata() + " is gone");
  }

  protected final TablePointer runs(TableStore tables) {
    return tables.create(LakeTable.RUNS, empty().resolve("runs"));
  }

  protected final NewFile file(String name) {
    return new NewFile(LakeTable.RUNS, LIVE, place(name).toString(), 1, 100, Map.of());
  }

  protected final Location place(String name) {
    return empty().resolve("runs/data/" + name);
  }

  protected final List<String> names(TablePointer pointer) {
    return open().snapshot(pointer).content().stream().map(file -> file.location().name()).toList();
  }

  private int id(TablePointer pointer, String column) {
    return open().fields(pointer).stream()
        .filter(field -> field.column().name().equals(column))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static StoredFile only(TableSnapshot snapshot) {
    assertThat(snapshot.content()).hasSize(1);
    return snapshot.content().getFirst();
  }
}
