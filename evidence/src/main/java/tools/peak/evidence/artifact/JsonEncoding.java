package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.text.Utf8Text;

/** What bytes a JSON file is written in: UTF-8, or UTF-16 with its mark; others are named. */
final class JsonEncoding {
  private static final int MARK = 2;

  private JsonEncoding() {}

  /**
   * The file in UTF-8: the bytes themselves if it is.
   *
   * @throws Refusal with {@link Problem.InvalidJson} that says what it is instead
   */
  static byte[] utf8(String file, byte[] bytes, int length) throws Refusal {
    if (startsWith(bytes, length, 0xFF, 0xFE) && !startsWith(bytes, length, 0xFF, 0xFE, 0, 0)) {
      return recoded(file, bytes, length, UTF_16LE);
    }
    if (startsWith(bytes, length, 0xFE, 0xFF)) {
      return recoded(file, bytes, length, UTF_16BE);
    }
    if (startsWith(bytes, length, 0x1F, 0x8B)) {
      throw refusal(file, "is compressed by gzip: unpack it");
    }
    if (Utf8Text.indexOf(bytes, 0, Math.min(length, 4), (byte) 0) >= 0) {
      throw refusal(file, "is not UTF-8: it looks like UTF-16 or UTF-32 without a mark");
    }
    if (!Utf8Text.isValid(bytes, Utf8Text.afterMark(bytes, length), length)) {
      throw refusal(file, "is not UTF-8: it looks like Latin-1 or Windows-1252; write it as UTF-8");
    }
    return bytes;
  }

  private static byte[] recoded(String file, byte[] bytes, int length, Charset charset)
      throws Refusal {
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, MARK, length - MARK))
          .toString()
          .getBytes(UTF_8);
    } catch (CharacterCodingException e) {
      throw refusal(file, "begins like UTF-16 and is none; write it as UTF-8");
    }
  }

  private static boolean startsWith(byte[] bytes, int length, int... mark) {
    if (length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static Refusal refusal(String file, String detail) {
    return new Refusal(new Problem.InvalidJson(file, detail));
  }
}
