package tools.peak.parquet.read;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.Strings;

/**
 * A column of maps: the entries of row {@code r} are those from {@link #from} to before {@link
 * #to}.
 */
public final class MapRows {
  private final int[] begins;
  private final BitSet missing;
  private final int[] places;
  private final BitSet withoutValue;
  private final @Nullable Strings keys;
  private final @Nullable Strings types;
  private final @Nullable Strings texts;
  private final @Nullable Numbers numbers;

  /**
   * @param begins where each row's entries begin, and behind the last row where they end
   * @param missing the rows without a map
   * @param places where each entry's key and value stand in the columns
   * @param withoutValue which of the places have a key alone, and no typed value
   * @param keys null where no row has an entry; the others also where no entry has such a value
   */
  MapRows(
      int[] begins,
      BitSet missing,
      int[] places,
      BitSet withoutValue,
      @Nullable Strings keys,
      @Nullable Strings types,
      @Nullable Strings texts,
      @Nullable Numbers numbers) {
    this.begins = begins;
    this.missing = missing;
    this.places = places;
    this.withoutValue = withoutValue;
    this.keys = keys;
    this.types = types;
    this.texts = texts;
    this.numbers = numbers;
  }

  /** Rows that have no map. */
  static MapRows missing(int rows) {
    BitSet all = new BitSet(rows);
    all.set(0, rows);
    return new MapRows(new int[rows + 1], all, new int[0], new BitSet(), null, null, null, null);
  }

  public boolean isMissing(int row) {
    return missing.get(row);
  }

  public int from(int row) {
    return begins[row];
  }

  public int to(int row) {
    return begins[row + 1];
  }

  public String key(int entry) {
    String key = keys == null ? null : keys.get(places[entry]);
    return key == null ? "" : key;
  }

  /** Whether a typed value is there, whatever it consists of. */
  public boolean hasValue(int entry) {
    return !withoutValue.get(places[entry]);
  }

  /** The type of a typed value. */
  public @Nullable String type(int entry) {
    return types == null ? null : types.get(places[entry]);
  }

  public @Nullable String text(int entry) {
    return texts == null ? null : texts.get(places[entry]);
  }

  public @Nullable Double number(int entry) {
    return numbers == null || numbers.isMissing(places[entry]) ? null : numbers.get(places[entry]);
  }
}
