package tools.peak.engine.duckdb.sandbox;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;

/** Values and texts on the pipe between a process and its {@link SqlWorker}. */
final class Wire {
  /** No text or list on the pipe is longer: it would not fit into a reader's memory either. */
  static final int LONGEST = 64 << 20;

  private Wire() {}

  static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST) {
      throw new TooLong("a value is longer than " + (LONGEST >> 20) + " MB");
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[size(in)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  static List<String> texts(DataInputStream in) throws IOException {
    int size = size(in);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      texts.add(text(in));
    }
    return texts;
  }

  private static int size(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > LONGEST) {
      throw new IOException("the pipe is broken");
    }
    return size;
  }

  /** How many letters a value has, which is most of what it takes. */
  static long length(@Nullable Object value) {
    return switch (value) {
      case String text -> text.length();
      case List<?> list -> list.stream().mapToLong(Wire::length).sum() + list.size();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .mapToLong(entry -> length(entry.getKey()) + length(entry.getValue()))
              .sum();
      case null, default -> 1;
    };
  }

  static void value(DataOutputStream out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeByte('0');
      case String text -> {
        out.writeByte('s');
        text(out, text);
      }
      case Double number -> {
        out.writeByte('d');
        out.writeDouble(number);
      }
      case Long number -> {
        out.writeByte('l');
        out.writeLong(number);
      }
      case Integer number -> {
        out.writeByte('i');
        out.writeInt(number);
      }
      case Boolean truth -> out.writeByte(truth ? 't' : 'f');
      case BigDecimal number -> {
        out.writeByte('D');
        text(out, number.toString());
      }
      case BigInteger number -> {
        out.writeByte('I');
        text(out, number.toString());
      }
      case LocalDate day -> {
        out.writeByte('y');
        out.writeLong(day.toEpochDay());
      }
      case LocalTime time -> {
        out.writeByte('h');
        out.writeLong(time.toNanoOfDay());
      }
      case Instant instant -> {
        out.writeByte('z');
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
      }
      case Map<?, ?> map -> {
        out.writeByte('m');
        out.writeInt(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text(out, String.valueOf(entry.getKey()));
          value(out, entry.getValue());
        }
      }
      case List<?> list -> {
        out.writeByte('a');
        out.writeInt(list.size());
        for (Object element : list) {
          value(out, element);
        }
      }
      default -> throw new IOException("no value: " + value.getClass());
    }
  }

  static @Nullable Object value(DataInputStream in) throws IOException {
    byte type = in.readByte();
    return switch (type) {
      case '0' -> null;
      case 's' -> text(in);
      case 'd' -> in.readDouble();
      case 'l' -> in.readLong();
      case 'i' -> in.readInt();
      case 't' -> true;
      case 'f' -> false;
      case 'D' -> new BigDecimal(text(in));
      case 'I' -> new BigInteger(text(in));
      case 'y' -> LocalDate.ofEpochDay(in.readLong());
      case 'h' -> LocalTime.ofNanoOfDay(in.readLong());
      case 'z' -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case 'm' -> {
        int size = size(in);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
          map.put(text(in), value(in));
        }
        yield map;
      }
      case 'a' -> row(in);
      case SqlWorker.FAILED -> throw failure(in); // in the middle of a row
      default -> throw new IOException("the pipe is broken");
    };
  }

  /** What the worker says when it can't go on. */
  static LakeException failure(DataInputStream in) throws IOException {
    LakeException.Code code = LakeException.Code.valueOf(text(in));
    return new LakeException(code, text(in));
  }

  static List<@Nullable Object> row(DataInputStream in) throws IOException {
    int size = size(in);
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(value(in));
    }
    return list;
  }

  static void row(DataOutputStream out, List<? extends @Nullable Object> row) throws IOException {
    out.writeInt(row.size());
    for (Object value : row) {
      value(out, value);
    }
  }

  /** A value that is too long to be sent. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(String message) {
      super(message);
    }
  }
}
