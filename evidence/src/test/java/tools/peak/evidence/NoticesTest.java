package tools.peak.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final Path REFERENCE = Path.of("../docs/reference/notices.md");

  @Test
  void everyCodeIsExplainedInTheReference() throws IOException {
    List<String> explained;
    try (Stream<String> lines = Files.lines(REFERENCE)) {
      explained =
          lines
              .filter(line -> line.startsWith("| `"))
              .map(line -> line.substring(3, line.indexOf('`', 3)))
              .toList();
    }

    assertThat(explained)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(NoticeCode.values()).map(NoticeCode::text).toList());
  }

  @Test
  void whatAFileDoesTooOftenIsCounted() {
    Notices notices = new Notices();
    for (int key = 0; key < 1_025; key++) {
      notices.add("a.json", NoticeCode.UNREADABLE_TIME, "key " + key);
    }
    notices.add("b.json", NoticeCode.UNREADABLE_TIME, "key");

    assertThat(notices.list()).hasSize(22);
    assertThat(notices.list().get(19).detail()).isEqualTo("key 19");
    assertThat(notices.list().get(20))
        .isEqualTo(new Notice("b.json", NoticeCode.UNREADABLE_TIME, "key"));
    assertThat(notices.list().getLast())
        .isEqualTo(new Notice("a.json", NoticeCode.UNREADABLE_TIME, "and 1,005 more of this kind"));
  }
}
