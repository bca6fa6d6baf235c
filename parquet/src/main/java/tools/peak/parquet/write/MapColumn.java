package tools.peak.parquet.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.ParquetType;
import tools.peak.parquet.write.Leaf.Place;

/**
 * A map a row. Levels: 0 no map, 1 an empty one, 2 an entry, 3 its value (or the struct that it
 * is), 4 the struct's field.
 */
public final class MapColumn {
  private static final int EMPTY = 1;
  private static final int ENTRY = 2;
  private static final int VALUE = 3;
  private static final int FIELD_OF_VALUE = 4;

  private final TextLeaf keys;
  private final @Nullable TextLeaf types;
  private final @Nullable TextLeaf texts;
  private final @Nullable DoubleLeaf numbers;
  private final List<Leaf> leaves = new ArrayList<>();
  private int rows;
  private int repetition;

  MapColumn(ParquetField field) {
    Place map = new Place(List.of(field.name(), "key_value"), 0, 1, false);
    keys = leaf(new TextLeaf(map.within("key", ENTRY)));
    Place value = map.within("value", VALUE);
    ParquetType type = field.type();
    if (type == ParquetType.MAP_OF_VALUES) {
      types = leaf(new TextLeaf(value.within("type", FIELD_OF_VALUE)));
      texts = leaf(new TextLeaf(value.within("value", FIELD_OF_VALUE)));
      numbers = leaf(new DoubleLeaf(value.within("number", FIELD_OF_VALUE)));
    } else {
      types = null;
      texts = type == ParquetType.MAP_OF_TEXTS ? leaf(new TextLeaf(value)) : null;
      numbers = type == ParquetType.MAP_OF_NUMBERS ? leaf(new DoubleLeaf(value)) : null;
    }
  }

  private <L extends Leaf> L leaf(L leaf) {
    leaves.add(leaf);
    return leaf;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  /** Sets a row's map of numbers. */
  public void numbers(int row, Map<String, Double> values) {
    begin(row, values.size());
    values.forEach(this::number);
  }

  /** Sets a row's map of texts. */
  public void texts(int row, Map<String, String> values) {
    begin(row, values.size());
    values.forEach(this::text);
  }

  /** Begins a row's map; just as many entries must follow. */
  public void begin(int row, int entries) {
    skipTo(row);
    rows++;
    repetition = 0;
    if (entries == 0) {
      leaves.forEach(leaf -> leaf.level(EMPTY, 0, 1));
    }
  }

  /** Adds an entry of a map of numbers. */
  public void number(String key, @Nullable Double number) {
    keys.add(key, repetition);
    put(numbers, number);
    repetition = 1;
  }

  /** Adds an entry of a map of texts. */
  public void text(String key, @Nullable String text) {
    keys.add(key, repetition);
    put(texts, text);
    repetition = 1;
  }

  /** Adds an entry of a map of typed values. */
  public void value(
      String key, @Nullable String type, @Nullable String text, @Nullable Double number) {
    keys.add(key, repetition);
    put(types, type);
    put(texts, text);
    put(numbers, number);
    repetition = 1;
  }

  /** Adds an entry that is a key alone. */
  public void noValue(String key) {
    keys.add(key, repetition);
    for (Leaf leaf : leaves) {
      if (leaf != keys) {
        leaf.level(ENTRY, repetition, 1);
      }
    }
    repetition = 1;
  }

  private void put(@Nullable TextLeaf leaf, @Nullable String text) {
    if (leaf == null) {
      throw new IllegalStateException("the map holds no texts");
    }
    if (text == null) {
      leaf.level(leaf.place.definition() - 1, repetition, 1);
    } else {
      leaf.add(text, repetition);
    }
  }

  private void put(@Nullable DoubleLeaf leaf, @Nullable Double number) {
    if (leaf == null) {
      throw new IllegalStateException("the map holds no numbers");
    }
    if (number == null) {
      leaf.level(leaf.place.definition() - 1, repetition, 1);
    } else {
      leaf.add(number, repetition);
    }
  }

  /** Leaves out the rows that nobody set, up to this one. */
  void skipTo(int row) {
    int missing = row - rows;
    if (missing > 0) {
      leaves.forEach(leaf -> leaf.level(0, 0, missing));
      rows = row;
    }
  }

  void clear() {
    rows = 0;
  }
}
