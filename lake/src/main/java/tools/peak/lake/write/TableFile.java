package tools.peak.lake.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.peak.lake.schema.Field;
import tools.peak.lake.table.NewFile.Bounds;
import tools.peak.lake.write.Leaf.Place;
import tools.peak.parquet.ByteSink;

/**
 * A Parquet file of a table while it is written, a row group in memory. Set values of {@link #row},
 * {@code row + 1}, … column by column, then say how many rows that were.
 */
final class TableFile implements AutoCloseable {
  /** As many as DuckDB itself writes together, and reads on one thread. */
  static final int ROWS_A_GROUP = 122_880;

  private static final long CHARS_A_GROUP = 8L << 20;
  private static final int BUFFER = 64 << 10;

  private final FileChannel channel;
  private final BufferedOutputStream out;
  private final PageWriter pages;
  private final List<Field> fields;
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();
  private final Map<String, MapColumn> maps = new LinkedHashMap<>();
  private final List<Leaf> inOrder = new ArrayList<>();
  private final List<FooterWriter.Group> groups = new ArrayList<>();
  private int row;
  private long rows;

  TableFile(Path path, List<Field> fields, Scratch scratch) throws IOException {
    this.fields = fields;
    for (int i = 0; i < fields.size(); i++) {
      add(fields.get(i), fields.get(i).isBounded(i));
    }
    channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    pages = new PageWriter(out, scratch);
    ByteSink magic = new ByteSink();
    magic.littleInt(FooterWriter.MAGIC);
    pages.write(magic.bytes(), magic.size());
  }

  private void add(Field field, boolean isBounded) {
    String name = field.column().name();
    Place place = Place.ofRow(field.id(), name, isBounded);
    switch (field.column().type()) {
      case TEXT -> leaf(name, new TextLeaf(place));
      case DOUBLE -> leaf(name, new DoubleLeaf(place));
      case INT -> leaf(name, new LongLeaf(place, Leaf.Physical.INT32, Long::toString));
      case LONG -> leaf(name, new LongLeaf(place, Leaf.Physical.INT64, Long::toString));
      case DATE -> leaf(name, new LongLeaf(place, Leaf.Physical.INT32, BoundText::date));
      case TIMESTAMP -> leaf(name, new LongLeaf(place, Leaf.Physical.INT64, BoundText::instant));
      case VALUES, NUMBERS, TEXTS -> {
        MapColumn map = new MapColumn(field);
        maps.put(name, map);
        inOrder.addAll(map.leaves());
      }
      case BOOLEAN -> throw new IllegalArgumentException("no table of runs has BOOLEAN columns");
    }
  }

  private void leaf(String name, Leaf leaf) {
    leaves.put(name, leaf);
    inOrder.add(leaf);
  }

  TextLeaf text(String name) {
    return column(name, TextLeaf.class, leaves);
  }

  LongLeaf whole(String name) {
    return column(name, LongLeaf.class, leaves);
  }

  DoubleLeaf number(String name) {
    return column(name, DoubleLeaf.class, leaves);
  }

  MapColumn map(String name) {
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
  int row() {
    return row;
  }

  /** How many rows the row group still takes. */
  int room() {
    return ROWS_A_GROUP - row;
  }

  void endRow() throws IOException {
    endRows(1);
  }

  void endRows(int count) throws IOException {
    row += count;
    if (row >= ROWS_A_GROUP || chars() > CHARS_A_GROUP) {
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
    List<Chunk> chunks = new ArrayList<>(inOrder.size());
    for (Leaf leaf : inOrder) {
      chunks.add(pages.chunk(leaf));
      leaf.clear();
    }
    maps.values().forEach(MapColumn::clear);
    groups.add(new FooterWriter.Group(row, chunks));
    rows += row;
    row = 0;
  }

  /** Writes what is left, and syncs the file. */
  void finish() throws IOException {
    endGroup();
    ByteSink footer = new ByteSink();
    new FooterWriter(footer).write(fields, inOrder.size(), rows, groups);
    pages.write(footer.bytes(), footer.size());
    out.flush();
    channel.force(true);
  }

  long rows() {
    return rows;
  }

  long bytes() {
    return pages.position();
  }

  /** What is known of the columns, by field id. */
  Map<Integer, Bounds> bounds() {
    Map<Integer, Bounds> bounds = new HashMap<>();
    for (Leaf leaf : leaves.values()) {
      if (leaf.place.isBounded()) {
        bounds.put(leaf.place.id(), leaf.bounds());
      }
    }
    return bounds;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
