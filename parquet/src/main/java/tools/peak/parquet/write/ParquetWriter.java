package tools.peak.parquet.write;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.peak.parquet.ParquetField;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.Magic;
import tools.peak.parquet.format.PhysicalType;
import tools.peak.parquet.write.Leaf.Place;

/**
 * Writes a file, a row group in memory. Set values of {@link #row}, {@code row + 1}, … column by
 * column, then say how many rows that were; what nobody set is missing. The stream is the caller's,
 * who flushes, syncs and closes it.
 */
public final class ParquetWriter {
  /** As many as DuckDB itself writes together, and reads on one thread. */
  static final int ROWS_A_GROUP = 122_880;

  private static final long CHARS_A_GROUP = 8L << 20;

  /**
   * How large row groups may become, of which one is in memory.
   *
   * @param rows at most
   * @param chars of all texts, about
   */
  public record RowGroups(int rows, long chars) {
    /** For files that are written as rows come. */
    public static final RowGroups USUAL = new RowGroups(ROWS_A_GROUP, CHARS_A_GROUP);
  }

  private final RowGroups limits;
  private final PageWriter pages;
  private final List<ParquetField> fields;
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();
  private final Map<String, MapColumn> maps = new LinkedHashMap<>();
  private final List<Leaf> inOrder = new ArrayList<>();
  private final List<FooterWriter.Group> groups = new ArrayList<>();
  private int row;
  private long rows;

  /** Begins a file. */
  public ParquetWriter(OutputStream out, List<ParquetField> fields, WriterBuffers buffers)
      throws IOException {
    this(out, fields, buffers, RowGroups.USUAL);
  }

  /** Begins a file whose row groups are of another size. */
  public ParquetWriter(
      OutputStream out, List<ParquetField> fields, WriterBuffers buffers, RowGroups limits)
      throws IOException {
    this.limits = limits;
    this.fields = List.copyOf(fields);
    fields.forEach(this::add);
    pages = new PageWriter(out, buffers);
    ByteSink magic = new ByteSink();
    magic.littleInt(Magic.PLAIN);
    pages.write(magic.bytes(), magic.size());
  }

  private void add(ParquetField field) {
    String name = field.name();
    Place place = Place.ofRow(name, field.isBounded());
    switch (field.type()) {
      case TEXT -> leaf(name, new TextLeaf(place));
      case DOUBLE -> leaf(name, new DoubleLeaf(place));
      case INT, DATE, NOTHING -> leaf(name, new LongLeaf(place, PhysicalType.INT32));
      case LONG, UNSIGNED_LONG, TIMESTAMP -> leaf(name, new LongLeaf(place, PhysicalType.INT64));
      case BOOLEAN -> leaf(name, new BooleanLeaf(place));
      case MAP_OF_NUMBERS, MAP_OF_TEXTS, MAP_OF_VALUES -> {
        MapColumn map = new MapColumn(field);
        maps.put(name, map);
        inOrder.addAll(map.leaves());
      }
    }
  }

  private void leaf(String name, Leaf leaf) {
    leaves.put(name, leaf);
    inOrder.add(leaf);
  }

  public TextLeaf text(String name) {
    return column(name, TextLeaf.class, leaves);
  }

  /** A column of whole numbers, days or instants. */
  public LongLeaf whole(String name) {
    return column(name, LongLeaf.class, leaves);
  }

  public DoubleLeaf number(String name) {
    return column(name, DoubleLeaf.class, leaves);
  }

  public BooleanLeaf truth(String name) {
    return column(name, BooleanLeaf.class, leaves);
  }

  public MapColumn map(String name) {
    return column(name, MapColumn.class, maps);
  }

  private static <C> C column(String name, Class<C> type, Map<String, ?> columns) {
    Object column = columns.get(name);
    if (!type.isInstance(column)) {
      throw new IllegalStateException("the table has lost its column " + name);
    }
    return type.cast(column);
  }

  /** The next row's place in the row group. */
  public int row() {
    return row;
  }

  /** How many rows the row group still takes. */
  public int room() {
    return limits.rows() - row;
  }

  public void endRow() throws IOException {
    endRows(1);
  }

  public void endRows(int count) throws IOException {
    row += count;
    if (row >= limits.rows() || chars() > limits.chars()) {
      endGroup();
    }
  }

  private long chars() {
    long chars = 0;
    for (Leaf leaf : inOrder) {
      chars += leaf instanceof TextLeaf text ? text.chars() : 0;
    }
    return chars;
  }

  private void endGroup() throws IOException {
    if (row == 0) {
      return;
    }
    leaves.values().forEach(leaf -> leaf.skipTo(row));
    maps.values().forEach(map -> map.skipTo(row));
    List<WrittenChunk> chunks = new ArrayList<>(inOrder.size());
    for (Leaf leaf : inOrder) {
      chunks.add(pages.chunk(leaf));
      leaf.clear();
    }
    maps.values().forEach(MapColumn::clear);
    groups.add(new FooterWriter.Group(row, chunks));
    rows += row;
    row = 0;
  }

  /** Writes what is left, and the footer. */
  public void finish() throws IOException {
    endGroup();
    ByteSink footer = new ByteSink();
    new FooterWriter(footer).write(fields, inOrder.size(), rows, groups);
    pages.write(footer.bytes(), footer.size());
  }

  /** Rows of the row groups that are written. */
  public long rows() {
    return rows;
  }

  /** The file's length so far. */
  public long bytes() {
    return pages.position();
  }

  /** What is known of the bounded columns after the end, by name. */
  public Map<String, WrittenBounds> bounds() {
    Map<String, WrittenBounds> bounds = new HashMap<>();
    leaves.forEach(
        (name, leaf) -> {
          if (leaf.place.isBounded()) {
            bounds.put(name, leaf.bounds());
          }
        });
    return bounds;
  }
}
