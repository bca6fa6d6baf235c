package tools.peak.parquet.read;

import static tools.peak.parquet.format.ThriftReader.id;

import tools.peak.parquet.ParquetException;
import tools.peak.parquet.format.ByteCursor;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.PageType;
import tools.peak.parquet.format.ThriftReader;

/** The header of the page that was read last. One object serves all pages of a column. */
final class PageHeader {
  private final ThriftReader thrift;

  int type;
  int packedSize;

  /** Whether there is a {@link #checksum}. */
  boolean checked;

  /** The CRC-32 of the page as it lies in the file. */
  int checksum;

  int unpackedSize;

  /** Values, missing ones included. */
  int values;

  int encoding;

  /** How levels are encoded, of {@link PageType#DATA} alone. */
  int levelEncoding;

  /** Bytes of the levels, of {@link PageType#DATA_V2} alone. */
  int definitionSize;

  int repetitionSize;

  /** Whether the values are compressed at all, of {@link PageType#DATA_V2} alone. */
  boolean packed;

  PageHeader(ByteCursor in) {
    this.thrift = new ThriftReader(in);
  }

  void read() throws ParquetException {
    type = -1;
    packedSize = -1;
    unpackedSize = -1;
    checked = false;
    values = -1;
    encoding = -1;
    levelEncoding = Encoding.RLE;
    definitionSize = 0;
    repetitionSize = 0;
    packed = true;
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 1 -> type = thrift.i32(field);
        case 2 -> unpackedSize = thrift.i32(field);
        case 3 -> packedSize = thrift.i32(field);
        case 4 -> {
          checked = true;
          checksum = thrift.i32(field);
        }
        case 5, 7 -> data(field);
        case 8 -> dataV2(field);
        default -> thrift.skip(field);
      }
    }
    if (packedSize < 0 || unpackedSize < 0) {
      throw new ParquetException("a page of a negative size");
    }
    if ((type == PageType.DATA || type == PageType.DATA_V2 || type == PageType.DICTIONARY)
        && values < 0) {
      throw new ParquetException("a page of " + values + " values");
    }
  }

  private void data(int structField) throws ParquetException {
    thrift.struct(structField);
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 1 -> values = thrift.i32(field);
        case 2 -> encoding = thrift.i32(field);
        case 3 -> levelEncoding = type == PageType.DATA ? thrift.i32(field) : skipped(field);
        default -> thrift.skip(field);
      }
    }
  }

  private int skipped(int field) throws ParquetException {
    thrift.skip(field);
    return levelEncoding;
  }

  private void dataV2(int structField) throws ParquetException {
    thrift.struct(structField);
    int id = 0;
    for (int field = thrift.field(id); field != 0; field = thrift.field(id)) {
      id = id(field);
      switch (id) {
        case 1 -> values = thrift.i32(field);
        case 4 -> encoding = thrift.i32(field);
        case 5 -> definitionSize = thrift.i32(field);
        case 6 -> repetitionSize = thrift.i32(field);
        case 7 -> packed = thrift.bool(field);
        default -> thrift.skip(field);
      }
    }
    if (definitionSize < 0 || repetitionSize < 0) {
      throw new ParquetException("levels of a negative size");
    }
  }
}
