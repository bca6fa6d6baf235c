package tools.peak.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a run in the file's order. They are kept packed, since a run may have a million:
 * some 100 bytes each instead of a thousand. A span is made anew each time it is come to.
 */
public final class Spans implements Iterable<Span> {
  public static final Spans NONE = new Spans(List.of(), List.of(), List.of(), 0);

  /**
   * The name of a mark that stands behind the spans of a file that could not be read whole: an
   * error whose message says what and how much is missing. It has no ids.
   */
  public static final String UNREADABLE = "telemetry.unreadable";

  private final List<byte[]> pages;
  private final List<String> texts;
  private final List<Span.Resource> resources;
  private final int size;

  Spans(List<byte[]> pages, List<String> texts, List<Span.Resource> resources, int size) {
    this.pages = List.copyOf(pages);
    this.texts = List.copyOf(texts);
    this.resources = List.copyOf(resources);
    this.size = size;
  }

  public static Span mark(String message) {
    return new Span(
        null,
        null,
        null,
        UNREADABLE,
        "internal",
        Span.MISSING,
        Span.MISSING,
        "error",
        message,
        List.of(),
        null,
        null,
        Span.Resource.UNKNOWN);
  }

  /** How many there are, the mark included. */
  public int size() {
    return size;
  }

  @Override
  public Iterator<Span> iterator() {
    return new Unpacking();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Spans that) || that.size != size) {
      return false;
    }
    Iterator<Span> others = that.iterator();
    for (Span span : this) {
      if (!span.equals(others.next())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = size;
    for (Span span : this) {
      hash = 31 * hash + span.hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return size + " spans";
  }

  /** Reads what {@link SpansBuilder} writes, field for field. */
  private final class Unpacking implements Iterator<Span> {
    private int next;
    private int page = -1;
    private byte[] bytes = new byte[0];
    private int at;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Span next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (at == bytes.length) {
        bytes = pages.get(++page);
        at = 0;
      }
      next++;
      return new Span(
          text(),
          text(),
          text(),
          required(),
          SpansBuilder.KINDS.get(bytes[at++]),
          number(),
          number(),
          SpansBuilder.STATUSES.get(bytes[at++]),
          text(),
          attributes(),
          text(),
          text(),
          resources.get((int) varint()));
    }

    private List<Value> attributes() {
      int count = (int) varint();
      List<Value> attributes = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String key = required();
        Value.Type type = SpansBuilder.TYPES.get(bytes[at++]);
        attributes.add(
            switch (type) {
              case INT -> Attributes.value(key, number());
              case FLOAT -> Attributes.value(key, Double.longBitsToDouble(number()));
              case BOOL, STRING, LIST, OBJECT, NULL -> new Value(key, type, text(), null);
            });
      }
      return attributes;
    }

    private String required() {
      String text = text();
      return text == null ? "" : text;
    }

    private @Nullable String text() {
      int code = (int) varint();
      if (code >= SpansBuilder.FIRST_KNOWN) {
        return texts.get(code - SpansBuilder.FIRST_KNOWN);
      }
      if (code == SpansBuilder.MISSING) {
        return null;
      }
      int length = (int) varint();
      String text = new String(bytes, at, length, UTF_8);
      at += length;
      return text;
    }

    private long number() {
      long number = 0;
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        number |= (bytes[at++] & 0xFFL) << shift;
      }
      return number;
    }

    private long varint() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte part = bytes[at++];
        number |= (part & 0x7FL) << shift;
        if (part >= 0) {
          return number;
        }
      }
    }
  }
}
