package tools.peak.lake.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;
import tools.peak.lake.schema.ColumnType;
import tools.peak.lake.schema.Field;
import tools.peak.lake.write.Leaf.Place;

/**
 * A map a row. Levels: 0 no map, 1 an empty one, 2 an entry, 3 its value (or the struct that it
 * is), 4 the struct's field.
 */
final class MapColumn {
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

  MapColumn(Field field) {
    List<Integer> ids = field.nestedIds();
    Place map = new Place(field.id(), List.of(field.column().name(), "key_value"), 0, 1, false);
    keys = leaf(new TextLeaf(map.within(ids.get(0), "key", ENTRY)));
    ColumnType type = field.column().type();
    if (type == ColumnType.VALUES) {
      Place value = map.within(ids.get(1), "value", VALUE);
      types = leaf(new TextLeaf(value.within(ids.get(2), "type", FIELD_OF_VALUE)));
      texts = leaf(new TextLeaf(value.within(ids.get(3), "value", FIELD_OF_VALUE)));
      numbers = leaf(new DoubleLeaf(value.within(ids.get(4), "number", FIELD_OF_VALUE)));
    } else {
      Place value = map.within(ids.get(1), "value", VALUE);
      types = null;
      texts = type == ColumnType.TEXTS ? leaf(new TextLeaf(value)) : null;
      numbers = type == ColumnType.NUMBERS ? leaf(new DoubleLeaf(value)) : null;
    }
  }

  private <L extends Leaf> L leaf(L leaf) {
    leaves.add(leaf);
    return leaf;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  void values(int row, List<Value> values) {
    if (begin(row, values.isEmpty())) {
      int repetition = 0;
      for (Value value : values) {
        keys.add(value.key(), repetition);
        put(types, value.type().text(), repetition);
        put(texts, value.text(), repetition);
        put(numbers, value.number(), repetition);
        repetition = 1;
      }
    }
  }

  void numbers(int row, Map<String, Double> values) {
    if (begin(row, values.isEmpty())) {
      int repetition = 0;
      for (Map.Entry<String, Double> value : values.entrySet()) {
        keys.add(value.getKey(), repetition);
        put(numbers, value.getValue(), repetition);
        repetition = 1;
      }
    }
  }

  void texts(int row, Map<String, String> values) {
    if (begin(row, values.isEmpty())) {
      int repetition = 0;
      for (Map.Entry<String, String> value : values.entrySet()) {
        keys.add(value.getKey(), repetition);
        put(texts, value.getValue(), repetition);
        repetition = 1;
      }
    }
  }

  private static void put(@Nullable TextLeaf leaf, @Nullable String text, int repetition) {
    if (leaf == null) {
      throw new IllegalStateException("the map holds no texts");
    }
    if (text == null) {
      leaf.level(leaf.place.definition() - 1, repetition, 1);
    } else {
      leaf.add(text, repetition);
    }
  }

  private static void put(@Nullable DoubleLeaf leaf, @Nullable Double number, int repetition) {
    if (leaf == null) {
      throw new IllegalStateException("the map holds no numbers");
    }
    if (number == null) {
      leaf.level(leaf.place.definition() - 1, repetition, 1);
    } else {
      leaf.add(number, repetition);
    }
  }

  /** Begins a row's map; false if that is all of it. */
  private boolean begin(int row, boolean isEmpty) {
    skipTo(row);
    rows++;
    if (isEmpty) {
      leaves.forEach(leaf -> leaf.level(EMPTY, 0, 1));
    }
    return !isEmpty;
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
