package tools.peak.lake.query;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.filter.Condition;
import tools.peak.lake.query.filter.Expression;
import tools.peak.lake.query.filter.SortKey;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/** A page key of any text is one of the order, or refused in words. */
final class PageKeyFuzzTest {
  private static final List<SortKey> ORDER =
      List.of(
          new SortKey(
              new Expression.Attribute(new Column("timestamp", ColumnType.TIMESTAMP)), true),
          new SortKey(new Expression.Attribute(new Column("run_id", ColumnType.TEXT)), false));

  @FuzzTest
  void text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    refusedOrUnderstood(text);
    refusedOrUnderstood(encoded(text));
    // Behind the mark of the order, where the values stand.
    String key =
        new String(
            Base64.getUrlDecoder().decode(PageKey.of(ORDER, List.of("", ""))),
            StandardCharsets.UTF_8);
    refusedOrUnderstood(encoded(key.substring(0, key.indexOf(' ') + 1) + text));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refusedOrUnderstood(String key) {
    try {
      Condition _ = PageKey.behind(ORDER, key);
    } catch (LakeException e) {
      if (String.valueOf(e.getMessage()).isBlank()) {
        throw new AssertionError("refused without a word", e);
      }
    }
  }
}
