package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference of the tables says of each column its name and type as SQL shows them. */
class TablesReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/reference/tables.md");

  private static final Map<String, List<String>> TYPES =
      Map.of(
          "text", List.of("VARCHAR"),
          "number", List.of("DOUBLE"),
          "integer", List.of("BIGINT", "INTEGER"),
          "boolean", List.of("BOOLEAN"),
          "date", List.of("DATE"),
          "timestamp", List.of("TIMESTAMP WITH TIME ZONE", "TIMESTAMP"),
          "map of texts", List.of("MAP(VARCHAR, VARCHAR)"),
          "map of numbers", List.of("MAP(VARCHAR, DOUBLE)"),
          "map of values",
              List.of("MAP(VARCHAR, STRUCT(\"type\" VARCHAR, \"value\" VARCHAR, number DOUBLE))"));

  @TempDir Path dir;

  /** Types by column, by table, as they stand in the reference. */
  private static Map<String, Map<String, String>> documented() throws IOException {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    Map<String, String> columns = Map.of();
    for (String line : Files.readAllLines(REFERENCE)) {
      if (line.startsWith("## `")) {
        columns = new LinkedHashMap<>();
        tables.put(line.substring(4, line.length() - 1), columns);
      } else if (line.startsWith("| `")) {
        String[] cells = line.split(" \\| ", 3);
        columns.put(cells[0].substring(3, cells[0].length() - 1), cells[1].strip());
      }
    }
    return tables;
  }

  @Test
  void every_table_and_column_is_there_with_its_type() throws IOException {
    Map<String, Map<String, String>> documented = documented();
    try (Lake lake = Lake.openOrCreate(dir.resolve("lake"))) {
      assertThat(lake.sql("SHOW TABLES").fetch().rows())
          .extracting(row -> String.valueOf(row.getFirst()))
          .containsExactlyInAnyOrderElementsOf(documented.keySet());
      documented.forEach(
          (table, columns) -> {
            Map<String, String> shown = new LinkedHashMap<>();
            for (List<Object> row : lake.sql("DESCRIBE " + table).fetch().rows()) {
              shown.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
            }
            assertThat(List.copyOf(columns.keySet()))
                .as(table)
                .isEqualTo(List.copyOf(shown.keySet()));
            columns.forEach(
                (column, type) ->
                    assertThat(TYPES.getOrDefault(type, List.of()))
                        .as("%s.%s", table, column)
                        .contains(shown.get(column)));
          });
    }
  }
}
