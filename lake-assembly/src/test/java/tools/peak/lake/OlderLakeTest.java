package tools.peak.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.ingest.IngestResult;

/**
 * A lake that Peak 0.1.0 made on 26 November 2026 (format 2), with tags, a reject, spans, eleven
 * versions and a replaced run, and the answers that it gave then: for each table at each version
 * the number of its rows and the MD5 of all of them, in the columns of that day.
 */
final class OlderLakeTest {
  private static final String MADE_AT = "/srv/lake";

  @TempDir private Path folder;
  private Lake lake;

  /** What the old version told of a table. */
  private record Answer(String table, long rows, String md5) {}

  @BeforeEach
  void unpack() throws IOException, SQLException {
    Path at = Files.createDirectory(folder.resolve("lake"));
    lake = Lake.open(RelocatedLake.unpack("/lakes/format-2.zip", MADE_AT, at));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void it_is_whole() {
    assertThat(lake.verify().findings()).isEmpty();
    assertThat(lake.verify().runs()).isEqualTo(5);
    assertThat(lake.version()).isEqualTo(11);
  }

  @Test
  void every_version_answers_as_it_did_then() throws IOException {
    assertThat(answersOfThen()).hasSize(11).allSatisfy(this::answersAreTheSame);
  }

  @Test
  void it_is_asked_and_tagged_like_any_other() {
    assertThat(lake.runs().where("tag.star = 'no'").fetch().rows()).hasSize(1);
    assertThat(lake.runs().where("sharpe > 9 and sharpe < 10").fetch().rows()).hasSize(1);
    assertThat(lake.runs().where("sharpe > 24").asOf(AsOf.version(3)).fetch().rows()).hasSize(1);
    assertThat(lake.rejects().rows()).hasSize(1);

    lake.tag("e_zero", "seen", "again");

    assertThat(lake.version()).as("the upgrade is a version too").isEqualTo(13);
    assertThat(lake.runs().where("tag.seen = 'again'").fetch().rows()).hasSize(1);
    assertThat(lake.tags(AsOf.version(11)).rows()).hasSize(3);
  }

  @Test
  void columns_that_came_since_are_null_before_and_after_it_is_upgraded() throws IOException {
    String sql = "SELECT count(*), count(study), count(git_dirty) FROM runs";
    assertThat(lake.sql(sql).fetch().rows()).containsExactly(List.of(5L, 0L, 0L));
    assertThat(lake.runs().where("study is null").fetch().rows()).hasSize(5);

    Path more = Files.createDirectory(folder.resolve("more"));
    Chain.of("new").meta("study", "\"wf\"").writeTo(more.resolve("new"));
    assertThat(ingest(more).added()).isEqualTo(1);

    assertThat(lake.sql(sql).fetch().rows()).containsExactly(List.of(6L, 1L, 0L));
    assertThat(lake.runs().where("study = 'wf'").fetch().rows()).hasSize(1);
    assertThat(lake.runs().where("study is null").asOf(AsOf.version(11)).fetch().rows()).hasSize(5);
    assertThat(lake.sql(sql).asOf(AsOf.version(11)).fetch().rows())
        .containsExactly(List.of(5L, 0L, 0L));
  }

  @Test
  void more_is_loaded_and_replaced_and_old_versions_stay_as_they_were() throws IOException {
    Path more = Files.createDirectory(folder.resolve("more"));
    Chain.of("new").writeTo(more.resolve("new"));
    assertThat(ingest(more).added()).isEqualTo(1);
    Chain.of("new").stat("sharpe", "9").writeTo(more.resolve("new"));
    assertThat(ingest(more).replaced()).isEqualTo(1);

    assertThat(lake.runs().fetch().rows()).hasSize(6);
    assertThat(lake.verify().findings()).isEmpty();
    assertThat(answersOfThen()).allSatisfy(this::answersAreTheSame);
  }

  private IngestResult ingest(Path folder) {
    return Probe.ingest(lake, Probe.OPTIONS.withSettle(Duration.ZERO), folder);
  }

  private void answersAreTheSame(long version, List<JsonNode> tables) {
    String statement =
        tables.stream().map(OlderLakeTest::digest).collect(Collectors.joining(" UNION ALL "));
    List<Answer> now =
        lake.sql(statement).asOf(AsOf.version(version)).fetch().rows().stream()
            .map(OlderLakeTest::answer)
            .toList();
    assertThat(now)
        .as("version %d", version)
        .containsExactlyInAnyOrderElementsOf(
            tables.stream()
                .map(
                    told ->
                        new Answer(
                            told.get("table").asText(),
                            told.get("rows").asLong(),
                            told.get("md5").asText()))
                .toList());
  }

  private static String digest(JsonNode told) {
    String table = told.get("table").asText();
    String columns =
        StreamSupport.stream(told.get("columns").spliterator(), false)
            .map(name -> '"' + name.asText().replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(", "));
    return "SELECT '"
        + table
        + "', count(*), coalesce(md5(string_agg(line, chr(10) ORDER BY line)), '')"
        + " FROM (SELECT CAST(row AS VARCHAR) AS line FROM (SELECT "
        + columns
        + " FROM "
        + table
        + ") AS row)";
  }

  private static Answer answer(List<@Nullable Object> row) {
    return new Answer(
        String.valueOf(row.get(0)),
        Long.parseLong(String.valueOf(row.get(1))),
        String.valueOf(row.get(2)));
  }

  private static SortedMap<Long, List<JsonNode>> answersOfThen() throws IOException {
    SortedMap<Long, List<JsonNode>> answers = new TreeMap<>();
    try (InputStream in = OlderLakeTest.class.getResourceAsStream("/lakes/format-2.ndjson")) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        JsonNode told = new ObjectMapper().readTree(line);
        answers.computeIfAbsent(told.get("version").asLong(), _ -> new ArrayList<>()).add(told);
      }
    }
    return answers;
  }
}
