package tools.peak.parquet.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.parquet.format.ByteSink;
import tools.peak.parquet.format.Encoding;
import tools.peak.parquet.format.PhysicalType;

/** Texts. Those that come again are written once, in a dictionary, where that is shorter. */
public final class TextLeaf extends Leaf {
  /** Longer texts are no bounds: the metadata would outgrow the data. */
  private static final int MAX_BOUND = 256;

  /** After so many different texts with hardly one twice, none is looked up any more. */
  private static final int ENOUGH = 512;

  private final Map<String, Integer> places = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final RunWriter indices = new RunWriter();
  private boolean isPlain;
  private @Nullable String previous;
  private int previousPlace;
  private @Nullable TextRange range;
  private @Nullable TextRange rangeOfAll;
  private boolean isTooLong;
  private long chars;

  private record TextRange(String least, String greatest) {
    TextRange with(String text) {
      if (compare(text, least) < 0) {
        return new TextRange(text, greatest);
      }
      return compare(text, greatest) > 0 ? new TextRange(least, text) : this;
    }

    /** In the order of the UTF-8 bytes, which is that of the code points. */
    private static int compare(String a, String b) {
      int at = 0;
      int common = Math.min(a.length(), b.length());
      while (at < common && a.charAt(at) == b.charAt(at)) {
        at++;
      }
      if (at == common) {
        return a.length() - b.length();
      }
      boolean isPair = Character.isSurrogate(a.charAt(at));
      return isPair == Character.isSurrogate(b.charAt(at))
          ? a.charAt(at) - b.charAt(at)
          : isPair ? 1 : -1;
    }
  }

  TextLeaf(Place place) {
    super(place);
  }

  public void set(int row, @Nullable String text) {
    set(row, text, 1);
  }

  /** Sets as many rows to the same text. */
  public void set(int row, @Nullable String text, int times) {
    skipTo(row);
    if (text == null) {
      level(0, 0, times);
    } else {
      level(place.definition(), 0, times);
      put(text, times);
    }
  }

  /** Adds a text within a map. */
  void add(String text, int repetition) {
    level(place.definition(), repetition, 1);
    put(text, 1);
  }

  /** Characters of the different texts that are held. */
  long chars() {
    return chars;
  }

  @SuppressWarnings(
      "ReferenceEquality") // a run's many rows share one String: no need to look it up
  private void put(String text, int times) {
    if (isPlain) {
      for (int i = 0; i < times; i++) {
        texts.add(text);
      }
      hold(text);
      return;
    }
    if (text != previous) {
      Integer known = places.putIfAbsent(text, texts.size());
      previous = text;
      previousPlace = known == null ? texts.size() : known;
      if (known == null) {
        texts.add(text);
        hold(text);
      }
    }
    indices.add(previousPlace, times);
    if (texts.size() == ENOUGH && !isRepetitive()) {
      List<String> all = new ArrayList<>();
      indices.forEach(place -> all.add(texts.get(place)));
      texts.clear();
      texts.addAll(all);
      isPlain = true;
    }
  }

  private boolean isRepetitive() {
    return !texts.isEmpty() && 2L * texts.size() <= indices.count();
  }

  private void hold(String text) {
    chars += text.length();
    bound(text);
  }

  private void bound(String text) {
    if (!place.isBounded()) {
      return;
    }
    isTooLong |= text.length() > MAX_BOUND;
    range = range == null ? new TextRange(text, text) : range.with(text);
  }

  @Override
  PhysicalType physical() {
    return PhysicalType.BYTE_ARRAY;
  }

  @Override
  int encoding() {
    return !isPlain && isRepetitive() ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
  }

  @Override
  int dictionarySize() {
    return encoding() == Encoding.RLE_DICTIONARY ? texts.size() : 0;
  }

  @Override
  void writeDictionary(ByteSink out) {
    for (String text : texts) {
      write(text, out);
    }
  }

  @Override
  void writeValues(ByteSink out) {
    if (encoding() == Encoding.RLE_DICTIONARY) {
      int width = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(texts.size() - 1));
      out.put(width);
      indices.write(width, out);
    } else if (isPlain) {
      texts.forEach(text -> write(text, out));
    } else {
      indices.forEach(place -> write(texts.get(place), out));
    }
  }

  private static void write(String text, ByteSink out) {
    byte[] bytes = text.getBytes(UTF_8);
    out.littleInt(bytes.length);
    out.put(bytes);
  }

  @Override
  void clearValues() {
    TextRange now = range;
    if (now != null) {
      rangeOfAll = rangeOfAll == null ? now : rangeOfAll.with(now.least()).with(now.greatest());
    }
    range = null;
    places.clear();
    texts.clear();
    indices.clear();
    isPlain = false;
    previous = null;
    chars = 0;
  }

  @Override
  @Nullable Range range() {
    return range == null || isTooLong
        ? null
        : new Range(range.least().getBytes(UTF_8), range.greatest().getBytes(UTF_8));
  }

  @Override
  WrittenBounds bounds() {
    TextRange all = isTooLong ? null : rangeOfAll;
    return new WrittenBounds(
        allNulls(), 0, all == null ? null : all.least(), all == null ? null : all.greatest());
  }
}
