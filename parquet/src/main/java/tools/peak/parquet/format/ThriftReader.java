package tools.peak.parquet.format;

import java.nio.charset.StandardCharsets;
import tools.peak.parquet.ParquetException;

/**
 * Reads Thrift's compact protocol, in which Parquet writes its footer and page headers.
 *
 * <p>A struct is read by a loop over {@link #field}, which gives the field's number and type in one
 * int, or 0 at the struct's end.
 */
public final class ThriftReader {
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int BYTE = 3;
  static final int I16 = 4;
  static final int I32 = 5;
  static final int I64 = 6;
  static final int DOUBLE = 7;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int SET = 10;
  static final int MAP = 11;
  static final int STRUCT = 12;

  private static final int MAX_DEPTH = 32;

  private final ByteCursor in;

  public ThriftReader(ByteCursor in) {
    this.in = in;
  }

  /** The next field's head, 0 when the struct ends. */
  public int field(int previousId) throws ParquetException {
    int head = in.unsignedByte();
    if (head == 0) {
      return 0;
    }
    int delta = head >>> 4;
    long id = delta == 0 ? in.zigzag() : previousId + delta;
    if (id < 1 || id > Short.MAX_VALUE) {
      throw new ParquetException("a field numbered " + id);
    }
    return ((int) id << 4) | (head & 0xF);
  }

  public static int id(int field) {
    return field >>> 4;
  }

  static int type(int field) {
    return field & 0xF;
  }

  public boolean bool(int field) throws ParquetException {
    return switch (type(field)) {
      case TRUE -> true;
      case FALSE -> false;
      default -> throw wrongType();
    };
  }

  public static boolean isBool(int field) {
    return type(field) == TRUE || type(field) == FALSE;
  }

  public int i32(int field) throws ParquetException {
    return (int) i64(field);
  }

  public long i64(int field) throws ParquetException {
    return switch (type(field)) {
      case BYTE -> (byte) in.unsignedByte();
      case I16, I32, I64 -> in.zigzag();
      default -> throw wrongType();
    };
  }

  public String string(int field) throws ParquetException {
    expect(field, BINARY);
    return text();
  }

  private String text() throws ParquetException {
    int size = in.size();
    int from = in.skip(size);
    return new String(in.bytes, from, size, StandardCharsets.UTF_8);
  }

  /** Enters a struct; its fields follow. */
  public void struct(int field) throws ParquetException {
    expect(field, STRUCT);
  }

  /** Enters a list of structs, and gives their number. */
  public int structs(int field) throws ParquetException {
    expect(field, LIST);
    int head = in.unsignedByte();
    int size = listSize(head);
    if (size > 0 && (head & 0xF) != STRUCT) {
      throw wrongType();
    }
    return size;
  }

  public void skip(int field) throws ParquetException {
    skip(type(field), 0);
  }

  private void skip(int type, int depth) throws ParquetException {
    if (depth > MAX_DEPTH) {
      throw new ParquetException("structs nested too deeply");
    }
    switch (type) {
      case TRUE, FALSE -> {}
      case BYTE -> in.skip(1);
      case I16, I32, I64 -> in.varint();
      case DOUBLE -> in.skip(8);
      case BINARY -> in.skip(in.size());
      case LIST, SET -> {
        int head = in.unsignedByte();
        skipElements(head & 0xF, listSize(head), depth);
      }
      case MAP -> skipMap(depth);
      case STRUCT -> {
        int id = 0;
        for (int field = field(id); field != 0; field = field(id)) {
          id = id(field);
          skip(type(field), depth + 1);
        }
      }
      default -> throw wrongType();
    }
  }

  private void skipMap(int depth) throws ParquetException {
    int size = in.size();
    if (size == 0) {
      return;
    }
    bound(size);
    int types = in.unsignedByte();
    for (int entry = 0; entry < size; entry++) {
      skipElements(types >>> 4, 1, depth);
      skipElements(types & 0xF, 1, depth);
    }
  }

  private void skipElements(int type, int size, int depth) throws ParquetException {
    for (int element = 0; element < size; element++) {
      // Outside of a struct a boolean takes a byte.
      skip(type == TRUE || type == FALSE ? BYTE : type, depth + 1);
    }
  }

  private int listSize(int head) throws ParquetException {
    int size = head >>> 4;
    return bound(size == 15 ? in.size() : size);
  }

  /** Every element takes a byte at least, so no list is longer than what is left. */
  private int bound(int size) throws ParquetException {
    if (size > in.remaining()) {
      throw new ParquetException("a list of " + size + " in " + in.remaining() + " bytes");
    }
    return size;
  }

  private static void expect(int field, int type) throws ParquetException {
    if (type(field) != type) {
      throw wrongType();
    }
  }

  private static ParquetException wrongType() {
    return new ParquetException("a field of an unexpected type");
  }
}
