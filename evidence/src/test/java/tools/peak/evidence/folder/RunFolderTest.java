package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.peak.evidence.artifact.FileEntry;

class RunFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00.5Z");
  private static final Duration SETTLE = Duration.ofSeconds(2);

  @Test
  void a_folder_is_complete_when_the_snippet_is_its_newest_file() {
    assertThat(complete(file("stats.json", 300), file("report_snippet.md", 200))).isTrue();
    assertThat(complete(file("stats.json", 200), file("report_snippet.md", 300))).isFalse();
  }

  @Test
  void a_snippet_as_new_as_another_file_will_do() {
    assertThat(complete(file("stats.json", 200), file("report_snippet.md", 200))).isTrue();
  }

  @Test
  void without_a_snippet_all_files_must_have_settled() {
    assertThat(complete(file("stats.json", 2_001), file("equity.csv", 9_000))).isTrue();
    assertThat(complete(file("stats.json", 2_000), file("equity.csv", 9_000))).isFalse();
  }

  @Test
  void a_file_written_behind_the_snippet_waits_until_it_has_settled() {
    assertThat(complete(file("telemetry.jsonl", 100), file("report_snippet.md", 200))).isFalse();
    assertThat(complete(file("telemetry.jsonl", 3_000), file("report_snippet.md", 4_000))).isTrue();
  }

  @Test
  void a_time_up_to_a_day_ahead_is_waited_for_and_one_further_ahead_is_not() {
    long day = 24 * 60 * 60 * 1_000;
    assertThat(complete(file("stats.json", 9_000), file("equity.csv", -day))).isFalse();
    assertThat(complete(file("stats.json", 9_000), file("equity.csv", -day - 1))).isTrue();
    assertThat(complete(file("stats.json", 0), file("equity.csv", -day - 1))).isFalse();
  }

  @Test
  void the_fingerprint_hangs_on_name_size_time_and_kind_and_not_on_the_order() {
    FileEntry a = new FileEntry("a", 1, 10, FileEntry.Kind.FILE);
    FileEntry b = new FileEntry("b", 2, 20, FileEntry.Kind.FILE);
    List<RunFolder> different =
        List.of(
            folder(a, b),
            folder(a),
            folder(new FileEntry("c", 1, 10, FileEntry.Kind.FILE), b),
            folder(new FileEntry("a", 2, 10, FileEntry.Kind.FILE), b),
            folder(new FileEntry("a", 1, 11, FileEntry.Kind.FILE), b),
            folder(new FileEntry("a", 1, 10, FileEntry.Kind.LINK), b),
            folder(new FileEntry("a", 2, 10, FileEntry.Kind.FILE), a),
            folder());

    assertThat(folder(b, a).fingerprint()).isEqualTo(folder(a, b).fingerprint());
    assertThat(different.stream().map(RunFolder::fingerprint).distinct()).hasSize(different.size());
  }

  @Test
  void neighbouring_sizes_and_times_share_no_fingerprint() {
    Set<Fingerprint> seen = new HashSet<>();
    Set<Long> halves = new HashSet<>();
    for (int size = 0; size < 300; size++) {
      for (int time = 0; time < 300; time++) {
        Fingerprint print =
            folder(new FileEntry("a", size, time, FileEntry.Kind.FILE)).fingerprint();
        seen.add(print);
        halves.add(print.high());
        halves.add(print.low());
      }
    }
    assertThat(seen).hasSize(90_000);
    assertThat(halves).hasSize(180_000);
  }

  @Test
  void a_fingerprint_survives_its_bytes() {
    Fingerprint print = folder(file("stats.json", 1)).fingerprint();

    assertThat(print.bytes()).hasSize(16);
    assertThat(Fingerprint.of(print.bytes())).isEqualTo(print);
  }

  private static boolean complete(FileEntry... files) {
    return folder(files).isComplete(NOW, SETTLE);
  }

  private static RunFolder folder(FileEntry... files) {
    return new RunFolder(Path.of("/runs/a"), Arrays.asList(files));
  }

  private static FileEntry file(String name, long ageMillis) {
    return new FileEntry(
        name, 1, (NOW.toEpochMilli() - ageMillis) * 1_000_000, FileEntry.Kind.FILE);
  }
}
