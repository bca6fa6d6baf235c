package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Problem;

/**
 * The schemas in {@code schemas/} say of a file what the reader says: what they take is no reason
 * to refuse a folder, what they don't take is one.
 */
final class SchemasTest {
  private static final Path SAMPLES = Path.of("..", "..", "shared", "samples");

  /** As the reader takes JSON: Python writes NaN bare. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final Schema SNAPSHOT = schema("config_snapshot");
  private static final Schema STATS = schema("stats");

  @TempDir Path temp;

  private static Schema schema(String name) {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(MAPPER.readTree(Path.of("..", "schemas", name + ".schema.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a schema has against a file; empty if that is no JSON. */
  private static Optional<List<Error>> errors(Schema schema, Path file) throws IOException {
    try {
      JsonNode node = MAPPER.readTree(file.toFile());
      return node.isMissingNode() ? Optional.empty() : Optional.of(schema.validate(node));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** What the reader has against a folder because of its snapshot or metrics. */
  private static List<Problem> against(Path folder) throws IOException {
    return Folders.read(folder) instanceof Reading.Refused(var _, List<Problem> problems)
        ? problems.stream()
            .filter(
                problem ->
                    switch (problem.code()) {
                      case "invalid_json", "invalid_run_id", "missing_snapshot" -> true;
                      default -> false;
                    })
            .toList()
        : List.of();
  }

  private static void agree(Path folder) throws IOException {
    Path snapshot = folder.resolve("config_snapshot.json");
    Path stats = folder.resolve("stats.json");
    List<Optional<List<Error>>> said = new ArrayList<>();
    said.add(errors(SNAPSHOT, snapshot));
    if (Files.exists(stats)) {
      said.add(errors(STATS, stats));
    }
    boolean isTaken =
        said.stream().allMatch(errors -> errors.isPresent() && errors.get().isEmpty());
    assertThat(against(folder).isEmpty())
        .as("%s: the schemas say %s", folder, said)
        .isEqualTo(isTaken);
  }

  /** Those of the tests, and more of the kind where they lie beside the project. */
  @Test
  void every_sample_is_taken_by_both_or_by_neither() throws IOException {
    int folders = 0;
    for (Path root : List.of(Samples.folder("e_zero").resolve(".."), SAMPLES)) {
      if (Files.isDirectory(root)) {
        for (Path folder : folders(root)) {
          if (!(Folders.read(folder) instanceof Reading.NotARun)) { // another tool's file so called
            agree(folder);
            folders++;
          }
        }
      }
    }
    assertThat(folders).isGreaterThan(4);
  }

  private static List<Path> folders(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(SchemasTest::isSnapshot)
          .map(snapshot -> snapshot.resolveSibling("."))
          .map(Path::normalize)
          .sorted()
          .toList();
    }
  }

  private static boolean isSnapshot(Path file) {
    return file.endsWith("config_snapshot.json") && Files.isRegularFile(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"meta\": {}}",
        "{\"meta\": {\"run_id\": \"a/b\"}, \"params\": null}",
        "{\"meta\": {\"run_id\": 7}}",
        "{\"meta\": {\"run_id\": null}}",
        "{\"meta\": {\"run_id\": \"\"}}",
        "{\"meta\": {\"run_id\": \"a/../b\"}}",
        "{\"meta\": {\"run_id\": \"..\"}}",
        "{\"meta\": {\"run_id\": \"a..b\"}}",
        "{\"meta\": {\"run_id\": \"\\u0000\"}}",
        "{\"meta\": {\"run_id\": [\"a\"]}}",
        "{\"meta\": {\"run_id\": {\"a\": 1}}}",
        "{\"meta\": {}, \"params\": [1]}",
        "{\"meta\": {}, \"params\": \"fast\"}",
        "{\"meta\": {\"strategy\": [1], \"timestamp\": 5, \"git_dirty\": \"maybe\"}}",
        "{\"meta\": {}",
        "{\"meta\": {\"a\": NaN}}"
      })
  void a_snapshot_is_taken_by_both_or_by_neither(String snapshot) throws IOException {
    agree(Folders.folder(temp.resolve("run"), "config_snapshot.json", snapshot));
  }

  @Test
  void an_id_may_be_as_long_as_both_say() throws IOException {
    for (int length : new int[] {1_024, 1_025}) {
      agree(
          Folders.folder(
              temp.resolve("run" + length),
              "config_snapshot.json",
              "{\"meta\": {\"run_id\": \"" + "x".repeat(length) + "\"}}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"sharpe\": 1.5, \"mine\": \"NaN\", \"nan\": NaN, \"inf\": -Infinity, \"none\": null}",
        "{\"sharpe\": {\"a\": 1}, \"calmar\": [1, 2], \"ok\": true}",
        "[]",
        "7",
        "\"sharpe\"",
        "{\"sharpe\": }",
        "{\"sharpe\": 1"
      })
  void metrics_are_taken_by_both_or_by_neither(String stats) throws IOException {
    Path folder = Folders.folder(temp.resolve("run"), "config_snapshot.json", "{\"meta\": {}}");
    agree(Folders.folder(folder, "stats.json", stats));
  }
}
