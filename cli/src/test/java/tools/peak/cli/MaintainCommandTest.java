package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What upkeep says, shows and does. */
class MaintainCommandTest {
  private static final Pattern PLAN = Pattern.compile("plan\"?:? \"?([0-9a-f]{8})");

  @TempDir Path dir;

  @BeforeEach
  void load() throws IOException {
    Path results = dir.resolve("results");
    for (String sharpe : new String[] {"1.5", "2.5", "3.5"}) {
      Folders.run(results, "a", "macd", sharpe);
      assertThat(peak("ingest", results.toString(), "--settle", "0").exit()).isZero();
    }
  }

  private Ran peak(String... args) {
    return Ran.withLake(dir.resolve("lake"), args);
  }

  private static String plan(Ran ran) {
    Matcher plan = PLAN.matcher(ran.out());
    assertThat(plan.find()).as(ran.out() + ran.err()).isTrue();
    return plan.group(1);
  }

  @Test
  void alone_it_says_what_is_worth_doing_in_which_order() throws IOException {
    Path orphan = orphan();
    Ran ran = peak("maintain");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .containsPattern("(?s)step +versions +files.*compact +0.*expire +0.*orphans +0 +1 +1 ")
        .contains("peak maintain orphans");
    assertThat(peak("--json", "maintain").out())
        .startsWith("{\"snapshot\": \"")
        .contains("\"step\": \"expire\", \"versions\": 0");
    assertThat(orphan).exists();
  }

  private Path orphan() throws IOException {
    Path orphan = dir.resolve("lake/warehouse/lake/runs/data/left.parquet");
    Files.writeString(orphan, "x");
    return Files.setLastModifiedTime(
        orphan, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
  }

  @Test
  void expire_shows_its_plan_and_does_it() {
    assertThat(peak("maintain", "expire").out()).endsWith("nothing expires\n");
    Ran shown = peak("maintain", "expire", "--older-than", "0d", "--keep", "1");
    assertThat(shown.out()).containsPattern("plan [0-9a-f]{8}: \\d+ versions expire, from 1 to ");
    assertThat(shown.err()).contains("0d: nothing that was purged", "apply it: peak maintain");

    Ran done = peak("maintain", "expire", "--apply", plan(shown));
    assertThat(done.out()).containsPattern("^\\d+ versions expired, \\d+ files deleted, ");
    assertThat(peak("query", "--as-of", "2").err()).contains("version 2 expired: it is gone since");
    assertThat(peak("maintain", "expire", "--apply", plan(shown)).err()).contains("done already");
    assertThat(peak("--json", "maintain", "expire", "--older-than", "0d", "--keep", "1", "--apply"))
        .satisfies(ran -> assertThat(ran.exit()).isZero())
        .satisfies(
            ran ->
                assertThat(ran.out())
                    .matches(
                        "\\{\"plan\": \"[0-9a-f]{8}\", \"versions\": \\d+, \"files\": 0,"
                            + " \"bytes\": 0, \"applied\": true, \"left\": 0, \"clean\": true,"
                            + " \"snapshot\": \"\\d+\"}\n"));
    assertThat(peak("verify").exit()).isZero();
    assertThat(peak("query", "--count").out()).isEqualTo("1\n");
  }

  @Test
  void orphans_shows_its_plan_and_does_it() throws IOException {
    assertThat(peak("maintain", "orphans").out()).contains("nothing is nobody's");
    Path orphan = orphan();
    assertThat(peak("maintain", "orphans", "--files").out()).contains("data  1 bytes  " + orphan);
    assertThat(peak("--json", "maintain", "orphans").out())
        .matches(
            "\\{\"plan\": \"[0-9a-f]{8}\", \"versions\": 0, \"files\": 1, \"bytes\": 1,"
                + " \"applied\": false}\n");
    assertThat(orphan).exists();
    assertThat(peak("maintain", "orphans", "--apply").out()).isEqualTo("1 file deleted, 1 bytes\n");
    assertThat(orphan).doesNotExist();
    assertThat(peak("maintain", "orphans", "--older-than", "0d").exit()).isZero();
    assertThat(peak("verify").exit()).isZero();
  }

  @Test
  void what_is_no_age_or_no_plan_is_told() {
    Ran ran = peak("maintain", "expire", "--older-than", "soon");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("'soon' is no age: write 30d, 2w, 3mo or 1y");
    assertThat(peak("maintain", "expire", "--keep", "-1").exit()).isEqualTo(2);
    assertThat(peak("maintain", "orphans", "--apply", "12345678").err())
        .contains("no plan 12345678");
    String expiry = plan(peak("--json", "maintain", "expire"));
    assertThat(peak("maintain", "orphans", "--apply", expiry).err())
        .contains("is of maintain expire, not of maintain orphans");
    assertThat(peak("retention", "apply", expiry).err()).contains("no plan " + expiry);
  }
}
