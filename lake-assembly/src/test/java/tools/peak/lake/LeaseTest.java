package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.catalog.Leases;
import tools.peak.lake.retention.Age;
import tools.peak.lake.upkeep.Expired;

/** Who reads a version keeps it, whoever he is, as long as his process lives. */
final class LeaseTest {
  private static final Age AT_ONCE = Age.parse("0d").orElseThrow();

  @TempDir Path temp;
  private Lake lake;
  private long read;

  @BeforeEach
  void open() throws IOException {
    Path results = Files.createDirectory(temp.resolve("results"));
    lake = Lake.openOrCreate(temp.resolve("lake"));
    for (String sharpe : List.of("1", "2", "3")) {
      Path _ = Chain.of("a").stat("sharpe", sharpe).writeTo(results.resolve("a"));
      var _ = Probe.ingest(lake, results);
      read = sharpe.equals("2") ? lake.version() : read;
    }
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private Expired expire() {
    return lake.upkeep().expire(lake.upkeep().planExpiry(AT_ONCE, 1).id());
  }

  @Test
  void another_user_who_may_only_read_keeps_the_version_that_he_reads() throws Exception {
    assumeThat(OtherUser.isThere()).isTrue();
    Path _ = Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    OtherUser other = OtherUser.in(temp.resolve("other"));
    for (boolean isKilled : List.of(false, true)) {
      Process reader = other.start(ReaderProcess.class, "hold", lake.path(), read);
      try (BufferedReader said = reader.inputReader()) {
        assertThat(said.readLine()).isEqualTo("reading");

        assertThat(expire().left()).containsExactly(read);

        if (isKilled) {
          assertThat(reader.destroyForcibly().waitFor()).isPositive();
        } else {
          reader.outputWriter().write("\n");
          reader.outputWriter().flush();
          assertThat(said.readLine()).isEqualTo("1");
          assertThat(reader.waitFor()).isZero();
        }
      }
    }
    assertThat(lake.runs().asOf(AsOf.version(read)).where("sharpe = 2").count()).isEqualTo(1);
    Expired expired = expire();
    assertThat(expired.left()).isEmpty();
    assertThat(expired.versions()).isEqualTo(1);
  }

  @Test
  void who_reads_all_versions_keeps_all() {
    try (Leases.Lease _ = lake.catalog().leases().read(Leases.ALL)) {
      Expired expired = expire();
      assertThat(expired.versions()).isZero();
      assertThat(expired.left()).hasSizeGreaterThan(2);
    }
    assertThat(expire().left()).isEmpty();
    assertThat(lake.verify().findings()).isEmpty();
  }

  @Test
  void several_readers_of_one_process_are_counted() {
    Leases leases = lake.catalog().leases();
    Leases.Lease first = leases.read(read);
    try (Leases.Lease _ = leases.read(read)) {
      first.close();
      assertThat(expire().left()).containsExactly(read);
    }
    assertThat(expire().left()).isEmpty();
    boolean isThere = lake.catalog().read(moment -> moment.history().isReadable(read));
    assertThat(isThere).isFalse();
  }

  @Test
  void whoever_is_kept_from_a_version_reads_it_when_he_may() throws Exception {
    Leases leases = lake.catalog().leases();
    Thread reader;
    try (Leases.Exclusion exclusion = leases.exclude(List.of(read))) {
      assertThat(exclusion.versions()).containsExactly(read);
      reader = Thread.ofPlatform().start(() -> leases.read(read).close());
      while (reader.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    assertThat(reader.join(java.time.Duration.ofSeconds(30))).isTrue();
  }
}
