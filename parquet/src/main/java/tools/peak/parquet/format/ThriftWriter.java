package tools.peak.parquet.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Writes Thrift's compact protocol. Fields must come in the order of their numbers. */
public final class ThriftWriter {
  private final ByteSink out;
  private int previousId;

  public ThriftWriter(ByteSink out) {
    this.out = out;
  }

  public void i32(int id, int value) {
    field(id, ThriftReader.I32);
    out.zigzag(value);
  }

  public void i64(int id, long value) {
    field(id, ThriftReader.I64);
    out.zigzag(value);
  }

  public void i8(int id, int value) {
    field(id, ThriftReader.BYTE);
    out.put(value);
  }

  public void bool(int id, boolean value) {
    field(id, value ? ThriftReader.TRUE : ThriftReader.FALSE);
  }

  public void string(int id, String value) {
    field(id, ThriftReader.BINARY);
    text(value);
  }

  /** A list of one text. */
  void listOfOne(int id, String value) {
    list(id, ThriftReader.BINARY, 1);
    text(value);
  }

  /** Bytes that are no text. */
  public void binary(int id, byte[] value) {
    field(id, ThriftReader.BINARY);
    out.varint(value.length);
    out.put(value);
  }

  /** A list of texts. */
  public void strings(int id, List<String> values) {
    list(id, ThriftReader.BINARY, values.size());
    values.forEach(this::text);
  }

  /** A list of numbers. */
  public void i32s(int id, int... values) {
    list(id, ThriftReader.I32, values.length);
    for (int value : values) {
      out.zigzag(value);
    }
  }

  /** A struct, whose fields the body writes. */
  public void struct(int id, Runnable body) {
    field(id, ThriftReader.STRUCT);
    element(body);
  }

  /** Begins a list of structs; each of them is an {@link #element}. */
  public void structs(int id, int size) {
    list(id, ThriftReader.STRUCT, size);
  }

  /** A struct that is no field: the outermost one, or one in a list. */
  public void element(Runnable body) {
    int outer = previousId;
    previousId = 0;
    body.run();
    out.put(0);
    previousId = outer;
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    out.varint(bytes.length);
    out.put(bytes);
  }

  private void list(int id, int type, int size) {
    field(id, ThriftReader.LIST);
    if (size < 15) {
      out.put(size << 4 | type);
    } else {
      out.put(0xF0 | type);
      out.varint(size);
    }
  }

  /** All numbers of Parquet's fields are near enough to each other for the short form. */
  private void field(int id, int type) {
    out.put((id - previousId) << 4 | type);
    previousId = id;
  }
}
