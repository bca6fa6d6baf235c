package tools.peak.parquet.read;

import java.util.BitSet;
import java.util.zip.CRC32;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.Codec;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.PageType;
import tools.peak.parquet.format.PhysicalType;

/**
 * Reads the values of one column of one row group, page after page, as many at a time as are asked
 * for.
 */
final class ChunkReader {
  private static final int LONGEST_HEADER = 16 << 20;

  private final PageSource source;
  private final TableBudget budget;
  private final Unpacker unpacker;
  private final PageBuffers scratch;
  private final Recoder recoder;
  private final ByteCursor header = new ByteCursor();
  private final PageHeader page = new PageHeader(header);
  private final ByteCursor body = new ByteCursor();
  private final CRC32 crc = new CRC32();
  private final RunReader levels = new RunReader();
  private final RunReader repetitions = new RunReader();
  private final RunReader runs = new RunReader();

  private final ColumnDescriptor leaf;
  private Codec codec = Codec.UNCOMPRESSED;
  private long at;
  private long end;
  private boolean dictionaryRead;

  /** The levels of a nested column's page, which are known before its values are read. */
  private int[] repetitionLevels = {};

  private int[] definitionLevels = {};

  /** Values of the chunk in pages that are not loaded yet, missing ones included. */
  private long leftInChunk;

  /** Values of the page that are not read yet, missing ones included. */
  private int left;

  /** All values of a nested column's page. */
  private int pageSize;

  /** Whether the page's values come through {@link #runs}, or are plain in {@link #body}. */
  private boolean indexed;

  ChunkReader(
      ColumnDescriptor leaf,
      PageSource source,
      TableBudget budget,
      Unpacker unpacker,
      PageBuffers scratch) {
    this.leaf = leaf;
    this.source = source;
    this.budget = budget;
    this.unpacker = unpacker;
    this.scratch = scratch;
    this.recoder = new Recoder(budget, scratch);
  }

  /** Goes to the begin of the column's chunk in a row group. */
  void start(ColumnChunk chunk) throws ParquetException {
    if (chunk.trouble() != null) {
      throw new ParquetException(chunk.trouble());
    }
    codec = chunk.codec();
    at = chunk.from();
    end = chunk.from() + chunk.size();
    leftInChunk = chunk.values();
    dictionaryRead = false;
    left = 0;
  }

  /**
   * Reads the next rows.
   *
   * @param missing where the rows without a value are noted
   * @param row the first row's number in the table
   */
  void read(ColumnValues values, BitSet missing, int row, int count) throws ParquetException {
    int done = 0;
    while (done < count) {
      while (left == 0) {
        nextPage(values);
      }
      int some = Math.min(left, count - done);
      readPage(values, missing, row + done, some);
      left -= some;
      done += some;
    }
  }

  /**
   * Reads the next rows of a nested column, each of which may be any number of entries.
   *
   * @param values begun for any number of rows
   */
  Entries readEntries(ColumnValues values, int rows) throws ParquetException {
    Entries entries = new Entries();
    int begun = 0;
    while (true) {
      if (left == 0) {
        if (leftInChunk == 0) {
          break;
        }
        nextPage(values);
        continue;
      }
      int from = pageSize - left;
      int to = from;
      while (to < pageSize && (repetitionLevels[to] > 0 || begun < rows)) {
        begun += repetitionLevels[to] == 0 ? 1 : 0;
        to++;
      }
      if (to > from) {
        if (begun == 0) {
          throw new ParquetException("a row that begins within another");
        }
        readEntries(values, entries, from, to);
        left -= to - from;
      }
      if (left > 0) {
        break;
      }
    }
    if (begun < rows) {
      throw new ParquetException("fewer values than rows");
    }
    values.resize(entries.size());
    return entries;
  }

  private void readEntries(ColumnValues values, Entries entries, int from, int to)
      throws ParquetException {
    int count = to - from;
    int row = entries.size();
    budget.decode(16L * count);
    values.resize(Math.max(row + count, entries.capacity()));
    int present = 0;
    for (int i = from; i < to; i++) {
      boolean isThere = definitionLevels[i] == leaf.maxDefinition();
      entries.add(repetitionLevels[i], definitionLevels[i], isThere);
      present += isThere ? 1 : 0;
    }
    readValues(values, entries.missing(), row, count, present);
  }

  /** Makes sure that the rows which were asked for are all that there are. */
  void expectEnd() throws ParquetException {
    if (left > 0) {
      throw new ParquetException("more values than rows");
    }
  }

  private void readPage(ColumnValues values, BitSet missing, int row, int count)
      throws ParquetException {
    int present = leaf.optional() ? levels.readLevels(missing, row, count) : count;
    readValues(values, missing, row, count, present);
  }

  private void readValues(ColumnValues values, BitSet missing, int row, int count, int present)
      throws ParquetException {
    if (present == 0) {
      return;
    }
    if (indexed) {
      int[] indices = scratch.indices(present);
      runs.read(indices, present);
      values.lookup(indices, row, present);
    } else {
      values.plain(body, row, present);
    }
    if (present < count) {
      values.spread(row, count, present, missing);
    }
  }

  private void nextPage(ColumnValues values) throws ParquetException {
    if (at >= end) {
      throw new ParquetException("fewer values than rows");
    }
    readHeader();
    if (page.packedSize > end - at) {
      throw new ParquetException(
          "cut short: a page of " + page.packedSize + " bytes where " + (end - at) + " are left");
    }
    switch (page.type) {
      case PageType.DICTIONARY -> {
        // Some writers put a page of no bytes, packed or not, before values that are all missing.
        if (page.values > 0 || page.unpackedSize > 0) {
          loadBody();
          unpackWhole();
        } else {
          body.set(ByteCursor.NONE, 0, 0);
        }
        dictionary(values);
      }
      case PageType.DATA -> {
        loadBody();
        unpackWhole();
        data();
      }
      case PageType.DATA_V2 -> {
        loadBody();
        unpackV2();
        data();
      }
      default -> {}
    }
    at += page.packedSize;
  }

  private void readHeader() throws ParquetException {
    int window = (int) Math.min(end - at, source.window());
    try {
      readHeader(window);
    } catch (ParquetException e) {
      int longest = (int) Math.min(end - at, LONGEST_HEADER);
      if (window >= longest) {
        throw new ParquetException("page header: " + e.getMessage(), e);
      }
      // The header holds values itself (the smallest and the largest), which may be long.
      budget.unpack(longest);
      readHeader(longest);
    }
  }

  private void readHeader(int window) throws ParquetException {
    source.load(header, at, window);
    int begin = header.at;
    page.read();
    at += header.at - begin;
  }

  private void loadBody() throws ParquetException {
    budget.unpack(Math.max(page.packedSize, page.unpackedSize));
    source.load(body, at, page.packedSize);
    if (page.checked) {
      crc.reset();
      crc.update(body.bytes, body.at, body.remaining());
      if ((int) crc.getValue() != page.checksum) {
        throw new ParquetException("a page that differs from its checksum");
      }
    }
  }

  private void unpackWhole() throws ParquetException {
    if (codec != Codec.UNCOMPRESSED) {
      byte[] into = scratch.page(page.unpackedSize);
      unpacker.unpack(codec, body.bytes, body.at, page.packedSize, into, 0, page.unpackedSize);
      body.set(into, 0, page.unpackedSize);
    }
  }

  /** Of a newer page, the levels lie uncompressed before the values. */
  private void unpackV2() throws ParquetException {
    int from = body.skip(page.repetitionSize);
    repetitions.set(width(leaf.maxRepetition()), body.bytes, from, from + page.repetitionSize);
    int definitions = body.skip(page.definitionSize);
    levels.set(
        width(leaf.maxDefinition()), body.bytes, definitions, definitions + page.definitionSize);
    int levelSize = page.repetitionSize + page.definitionSize;
    int size = page.unpackedSize - levelSize;
    if (size < 0) {
      throw new ParquetException("a page smaller than its levels");
    }
    if (codec != Codec.UNCOMPRESSED && page.packed && size > 0) {
      // The levels are read later, and where the bytes were loaded they stay.
      byte[] into = scratch.page(size);
      unpacker.unpack(codec, body.bytes, body.at, body.remaining(), into, 0, size);
      body.set(into, 0, size);
    }
  }

  private void dictionary(ColumnValues values) throws ParquetException {
    if (page.encoding != Encoding.PLAIN && page.encoding != Encoding.PLAIN_DICTIONARY) {
      throw Encoding.unread(page.encoding, "a dictionary");
    }
    // Before anything is made for it: each entry takes some bytes.
    int smallest = Math.max(leaf.width(), leaf.type() == PhysicalType.BYTE_ARRAY ? 4 : 1);
    if (page.values > body.remaining() / smallest) {
      throw new ParquetException(
          "a dictionary of " + page.values + " entries in " + body.remaining() + " bytes");
    }
    budget.decode(8L * page.values);
    values.dictionary(body, page.values);
    dictionaryRead = true;
  }

  private void data() throws ParquetException {
    if (page.type == PageType.DATA) {
      if (leaf.maxRepetition() > 0) {
        setLevels(repetitions, leaf.maxRepetition());
      }
      if (leaf.optional()) {
        setLevels(levels, leaf.maxDefinition());
      }
    }
    if (page.values > leftInChunk) {
      throw new ParquetException("more values than its column claims");
    }
    left = page.values;
    leftInChunk -= left;
    if (!leaf.isFlat()) {
      readLevels();
    }
    indexed = false;
    switch (page.encoding) {
      case Encoding.PLAIN -> {
        if (leaf.type() == PhysicalType.BOOLEAN) {
          indexed = true;
          runs.setBits(body.bytes, body.at, body.end);
        }
      }
      case Encoding.PLAIN_DICTIONARY, Encoding.RLE_DICTIONARY -> indices();
      case Encoding.RLE -> {
        if (leaf.type() != PhysicalType.BOOLEAN) {
          throw Encoding.unread(page.encoding, leaf.type());
        }
        indexed = true;
        int size = body.littleInt();
        int from = body.skip(size);
        runs.set(1, body.bytes, from, from + size);
      }
      default -> recoder.recode(page.encoding, leaf, body, page.values);
    }
  }

  private void setLevels(RunReader runs, int highest) throws ParquetException {
    if (page.levelEncoding != Encoding.RLE) {
      throw Encoding.unread(page.levelEncoding, "levels");
    }
    int size = body.littleInt();
    int from = body.skip(size);
    runs.set(width(highest), body.bytes, from, from + size);
  }

  private static int width(int highest) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(highest);
  }

  private void readLevels() throws ParquetException {
    pageSize = page.values;
    if (definitionLevels.length < pageSize) {
      budget.unpack(2L * Integer.BYTES * pageSize);
      definitionLevels = new int[pageSize];
      repetitionLevels = new int[pageSize];
    }
    if (leaf.maxRepetition() > 0) {
      repetitions.read(repetitionLevels, pageSize);
    }
    if (leaf.optional()) {
      levels.read(definitionLevels, pageSize);
    }
    for (int i = 0; i < pageSize; i++) {
      if (definitionLevels[i] > leaf.maxDefinition()) {
        throw new ParquetException("a level of " + definitionLevels[i]);
      }
    }
  }

  private void indices() throws ParquetException {
    if (!dictionaryRead || leaf.type() == PhysicalType.BOOLEAN) {
      throw new ParquetException("dictionary entries without a dictionary");
    }
    indexed = true;
    // A page whose values are all missing may end here.
    int width = body.remaining() == 0 ? 0 : body.unsignedByte();
    runs.set(width, body.bytes, body.at, body.end);
  }
}
