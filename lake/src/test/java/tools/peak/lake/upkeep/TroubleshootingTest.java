package tools.peak.lake.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.peak.evidence.NoticeCode;
import tools.peak.evidence.Problem;

/** Every code that a script may see stands in the table of codes, and no other does. */
final class TroubleshootingTest {
  private static final Path PAGE = Path.of("../docs/troubleshooting.md");
  private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| `(\\w+)` \\|.*");

  private static Set<String> documented(String kind) throws IOException {
    Set<String> codes = new TreeSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && row.group(1).equals(kind)) {
        assertThat(codes.add(row.group(2))).as(line).isTrue();
      }
    }
    return codes;
  }

  /** What a kind of record says its code is, whatever it holds. */
  private static String code(Class<?> kind) {
    try {
      RecordComponent[] components = kind.getRecordComponents();
      Constructor<?> constructor =
          kind.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      Object record =
          constructor.newInstance(
              Arrays.stream(components).map(component -> any(component.getType())).toArray());
      return switch (record) {
        case Finding finding -> finding.code();
        case Problem problem -> problem.code();
        default -> throw new AssertionError(kind);
      };
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static @Nullable Object any(Class<?> type) {
    return type == long.class
        ? (Object) 0L
        : type == int.class ? (Object) 0 : type == List.class ? List.of() : "";
  }

  private static Set<String> codes(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses())
        .map(TroubleshootingTest::code)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void what_verify_finds() throws IOException {
    assertThat(documented("verify")).isEqualTo(codes(Finding.class));
  }

  @Test
  void why_folders_are_refused() throws IOException {
    assertThat(documented("reject")).isEqualTo(codes(Problem.class));
  }

  @Test
  void what_was_not_taken_at_its_word() throws IOException {
    assertThat(documented("notice"))
        .isEqualTo(
            Arrays.stream(NoticeCode.values())
                .map(NoticeCode::text)
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
