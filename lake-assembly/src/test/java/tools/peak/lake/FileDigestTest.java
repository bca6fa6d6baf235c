package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.lake.catalog.CatalogMoment;
import tools.peak.lake.table.NamedFiles;
import tools.peak.lake.table.StoredFile;
import tools.peak.lake.table.TablePointer;
import tools.peak.lake.upkeep.Finding;
import tools.peak.lake.upkeep.VerifyOptions;
import tools.peak.storage.Location;
import tools.peak.storage.local.LocalStorage;

/** A commit records what each of its files is, and a verification holds them to it. */
final class FileDigestTest {
  @TempDir Path temp;
  private Path results;
  private Path path;

  @BeforeEach
  void load() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
    path = temp.resolve("lake");
    Chain.of("a").writeTo(results.resolve("a"));
    Chain.of("b").writeTo(results.resolve("b"));
    try (Lake lake = Lake.openOrCreate(path)) {
      Probe.ingest(lake, results);
      Chain.of("a").stat("sharpe", "2").writeTo(results.resolve("a"));
      assertThat(Probe.ingest(lake, results).replaced()).isEqualTo(1);
    }
  }

  /** Metadata first. */
  private static List<Location> named(Lake lake) {
    List<Location> files = new ArrayList<>();
    for (TablePointer pointer : lake.catalog().current().tables().values()) {
      NamedFiles named = lake.tables().namedFiles(pointer);
      files.addAll(named.metadata());
      named.data().stream().map(StoredFile::location).forEach(files::add);
    }
    return files;
  }

  private static Map<Location, String> digests(Lake lake) {
    return lake.catalog().read((CatalogMoment at) -> at.digests().all());
  }

  @Test
  void every_file_that_the_lake_names_is_recorded() {
    try (Lake lake = Lake.open(path)) {
      assertThat(digests(lake)).containsKeys(named(lake).toArray(Location[]::new));
      assertThat(lake.verify().findings()).isEmpty();
    }
  }

  @Test
  void a_bit_that_flipped_in_any_file_is_found() throws IOException {
    List<Location> files;
    try (Lake lake = Lake.open(path)) {
      files = named(lake);
    }
    for (Location location : files) {
      Path file = LocalStorage.path(location);
      if (file.toString().endsWith(".json")) {
        continue; // what a flip there comes to differs: the next test is of those
      }
      byte[] bytes = Files.readAllBytes(file);
      byte[] flipped = bytes.clone();
      flipped[flipped.length / 3] ^= 4;
      Files.write(file, flipped);
      try (Lake lake = Lake.open(path)) {
        assertThat(lake.verify().findings())
            .as("%s", file)
            .anySatisfy(finding -> assertThat(finding.reason()).startsWith(file.toString()));
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void metadata_that_still_reads_and_is_another_is_found() throws IOException {
    String metadata;
    try (Lake lake = Lake.open(path)) {
      metadata = lake.catalog().current().tables().values().iterator().next().metadata();
    }
    Path file = Path.of(metadata);
    String text = Files.readString(file);
    assertThat(text).contains("copy-on-write");
    Files.writeString(file, text.replaceFirst("copy-on-write", "copy-on-wrote"));

    try (Lake lake = Lake.open(path)) {
      assertThat(lake.verify().findings()).containsExactly(new Finding.ChangedFile(metadata));
      assertThat(lake.verify(VerifyOptions.sample(0)).findings()).as("no byte is read").isEmpty();
      long hits = 0;
      for (int i = 0; i < 60; i++) {
        lake.tag("a", "looked", Integer.toString(i)); // another version has another sample
        hits += lake.verify(VerifyOptions.sample(0.5)).findings().size();
      }
      assertThat(hits).as("about half of the samples have it").isBetween(15L, 45L);
    }
  }

  @Test
  void a_lake_that_recorded_none_opens_and_records_from_the_next_pass_on() {
    Probe.sql(path, "DROP TABLE peak_file_digests");
    try (Lake lake = Lake.open(path)) {
      assertThat(lake.verify().findings()).isEmpty();
      lake.tag("a", "note", "x");
      Chain.of("c").writeTo(results.resolve("c"));

      assertThat(Probe.ingest(lake, results).added()).isEqualTo(1);

      assertThat(digests(lake)).isNotEmpty();
      assertThat(named(lake)).containsAll(digests(lake).keySet());
      assertThat(lake.verify().findings()).isEmpty();
    }
  }
}
