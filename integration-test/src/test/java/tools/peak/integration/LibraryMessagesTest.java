package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who embeds a library has no command: what it says names none of the command's options. */
final class LibraryMessagesTest {
  private static final List<String> LIBRARIES =
      List.of(
          "parquet",
          "storage",
          "storage-cloud",
          "evidence",
          "lake",
          "lake-sqlite",
          "lake-iceberg",
          "engine-duckdb",
          "runner",
          "telemetry");

  private static final Pattern OPTION =
      Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*--[a-z](?:[^\"\\\\\n]|\\\\.)*\"");

  /** Of the JVM, and of DuckDB's process. */
  private static final Pattern OTHERS = Pattern.compile("--(enable-native-access|sun-misc|add-)");

  @Test
  void no_library_names_an_option_of_the_command() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (String library : LIBRARIES) {
      Path sources = DocumentedCode.CHECKOUT.resolve(library).resolve("src/main/java");
      try (Stream<Path> walked = Files.walk(sources)) {
        for (Path file : walked.filter(each -> each.toString().endsWith(".java")).toList()) {
          files++;
          OPTION
              .matcher(Files.readString(file))
              .results()
              .map(match -> match.group())
              .filter(text -> !OTHERS.matcher(text).find())
              .forEach(text -> found.add(sources.relativize(file) + ": " + text));
        }
      }
    }
    assertThat(files).isGreaterThan(300);
    assertThat(found).isEmpty();
  }
}
