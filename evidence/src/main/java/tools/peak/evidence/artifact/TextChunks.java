package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;

/**
 * Hands a text file on as UTF-8: UTF-16 is known by its byte order mark and turned into it. What is
 * no text at all is refused by its name.
 */
public final class TextChunks implements FileReader.Chunks {
  private static final byte[] GZIP = {0x1F, (byte) 0x8B};

  private final String file;
  private final FileReader.Chunks target;
  private boolean begun;
  private @Nullable CharsetDecoder decoder;
  private byte[] text = {};
  private int textLength;

  public TextChunks(String file, FileReader.Chunks target) {
    this.file = file;
    this.target = target;
  }

  @Override
  public int take(byte[] bytes, int to, boolean isLast) throws Refusal {
    int mark = begun ? 0 : begin(bytes, to);
    return decoder == null
        ? target.take(bytes, to, isLast)
        : mark + decoded(decoder, ByteBuffer.wrap(bytes, mark, to - mark), isLast);
  }

  /** Gives the length of a UTF-16 mark. */
  private int begin(byte[] bytes, int to) throws Refusal {
    begun = true;
    Charset charset = to < 2 ? null : marked(bytes);
    if (charset != null) {
      decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
      return 2;
    }
    if (to >= 2 && Arrays.equals(bytes, 0, 2, GZIP, 0, 2)) {
      throw refusal("is compressed by gzip: unpack it");
    }
    for (int at = 0; at < Math.min(to, 4); at++) {
      if (bytes[at] == 0) {
        throw refusal("looks like UTF-16 without a byte order mark: write UTF-8");
      }
    }
    return 0;
  }

  private static @Nullable Charset marked(byte[] bytes) {
    int mark = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return switch (mark) {
      case 0xFFFE -> UTF_16LE;
      case 0xFEFF -> UTF_16BE;
      default -> null;
    };
  }

  private int decoded(CharsetDecoder decoder, ByteBuffer in, boolean isLast) throws Refusal {
    int before = in.remaining();
    CharBuffer chars = CharBuffer.allocate(before / 2 + 1);
    decoder.decode(in, chars, isLast);
    byte[] more = chars.flip().toString().getBytes(StandardCharsets.UTF_8);
    text = Arrays.copyOf(text, Math.max(text.length, textLength + more.length));
    System.arraycopy(more, 0, text, textLength, more.length);
    textLength += more.length;
    int taken = target.take(text, textLength, isLast);
    System.arraycopy(text, taken, text, 0, textLength - taken);
    textLength -= taken;
    return before - in.remaining();
  }

  private Refusal refusal(String detail) {
    return new Refusal(new Problem.InvalidCsv(file, 1, detail));
  }
}
