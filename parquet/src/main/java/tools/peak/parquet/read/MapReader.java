package tools.peak.parquet.read;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetType;
import tools.peak.parquet.Strings;
import tools.peak.parquet.read.LeafReader.Leveled;

/** Puts the columns of a map's keys and values together again. */
final class MapReader {
  private final LeafReader keys;
  private final @Nullable LeafReader types;
  private final @Nullable LeafReader texts;
  private final @Nullable LeafReader numbers;
  private final int mapDefinition;
  private final int entryDefinition;

  /** From which level on a typed value is there. */
  private final int valueDefinition;

  /** Makes the reader of a column. */
  interface Leaves {
    LeafReader of(SchemaNode node, String name) throws ParquetException;
  }

  MapReader(ParquetField field, SchemaNode map, Leaves leaves) throws ParquetException {
    List<Integer> ids = field.ids();
    SchemaNode repeated = map.children().size() == 1 ? map.children().getFirst() : map;
    SchemaNode key = map.find(ids.get(1));
    if (repeated.repetition() != 1 || key == null) {
      throw new ParquetException(
          "column " + ColumnDescriptor.quoted(field.name()) + " is no map with such ids");
    }
    mapDefinition = map.definition();
    entryDefinition = repeated.definition();
    SchemaNode value = map.find(ids.get(2));
    valueDefinition = value == null ? 0 : value.definition();
    keys = leaves.of(key, field.name());
    boolean isTyped = field.type() == ParquetType.MAP_OF_VALUES;
    types = isTyped ? leaf(field, map, ids.get(3), leaves) : null;
    texts =
        switch (field.type()) {
          case MAP_OF_TEXTS -> leaf(field, map, ids.get(2), leaves);
          case MAP_OF_VALUES -> leaf(field, map, ids.get(4), leaves);
          default -> null;
        };
    numbers =
        switch (field.type()) {
          case MAP_OF_NUMBERS -> leaf(field, map, ids.get(2), leaves);
          case MAP_OF_VALUES -> leaf(field, map, ids.get(5), leaves);
          default -> null;
        };
  }

  private static @Nullable LeafReader leaf(
      ParquetField field, SchemaNode map, int id, Leaves leaves) throws ParquetException {
    SchemaNode node = map.find(id);
    return node == null ? null : leaves.of(node, field.name());
  }

  /**
   * The next rows.
   *
   * @param isEnd whether the row group ends with them
   */
  MapRows next(int rows, boolean isEnd) throws ParquetException {
    Leveled read = keys.leveled(rows, isEnd);
    Entries entries = read.entries();
    int[] begins = new int[rows + 1];
    BitSet missing = new BitSet();
    int row = -1;
    int[] places = new int[entries.size()];
    int count = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (entries.beginsRow(i)) {
        begins[++row] = count;
        missing.set(row, entries.definition(i) < mapDefinition);
      }
      if (entries.definition(i) >= entryDefinition) {
        if (read.values().isMissing(i)) {
          throw keys.failure("has a map with a key that is missing");
        }
        places[count++] = i;
      }
    }
    begins[rows] = count;
    Leveled its = types == null ? null : same(types, entries, rows, isEnd);
    return new MapRows(
        begins,
        missing,
        Arrays.copyOf(places, count),
        its == null ? new BitSet() : withoutValue(its.entries()),
        texts(keys, read.values()),
        texts(types, its == null ? null : its.values()),
        texts(texts, values(texts, entries, rows, isEnd)),
        numbers(numbers, values(numbers, entries, rows, isEnd)));
  }

  private static @Nullable ParquetColumn values(
      @Nullable LeafReader leaf, Entries keys, int rows, boolean isEnd) throws ParquetException {
    if (leaf == null) {
      return null;
    }
    return same(leaf, keys, rows, isEnd).values();
  }

  private static Leveled same(LeafReader leaf, Entries keys, int rows, boolean isEnd)
      throws ParquetException {
    Leveled read = leaf.leveled(rows, isEnd);
    if (read.entries().size() != keys.size()) {
      throw leaf.failure("has maps with more keys than values, or fewer");
    }
    return read;
  }

  private BitSet withoutValue(Entries entries) {
    BitSet without = new BitSet();
    for (int i = 0; i < entries.size(); i++) {
      without.set(i, entries.definition(i) < valueDefinition);
    }
    return without;
  }

  private static @Nullable Strings texts(@Nullable LeafReader leaf, @Nullable ParquetColumn values)
      throws ParquetException {
    if (leaf == null || values == null) {
      return null;
    }
    if (values instanceof Strings strings) {
      return strings;
    }
    throw leaf.failure("has other values than texts");
  }

  private static @Nullable Numbers numbers(
      @Nullable LeafReader leaf, @Nullable ParquetColumn values) throws ParquetException {
    if (leaf == null || values == null) {
      return null;
    }
    if (values instanceof Numbers numbers) {
      return numbers;
    }
    throw leaf.failure("has other values than doubles");
  }
}
