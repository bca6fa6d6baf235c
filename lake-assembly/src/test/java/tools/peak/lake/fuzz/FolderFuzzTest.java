package tools.peak.lake.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.FolderWalk;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.folder.Reading;
import tools.peak.evidence.folder.RunFolder;
import tools.peak.fixtures.Chain;

/**
 * A run folder one of whose files holds anything: it is read, or refused with a reason, and nothing
 * is thrown, also no want of memory.
 */
final class FolderFuzzTest {
  private static final EvidenceReader READER = new EvidenceReader(ReadLimits.DEFAULT);
  private static Path folder;

  @BeforeAll
  static void make() throws IOException {
    folder = Files.createTempDirectory("fuzz").toRealPath();
  }

  @AfterAll
  static void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void read(String name, byte[] bytes) throws IOException {
    Chain.of("a").writeTo(folder);
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    RunFolder found = Objects.requireNonNull(FolderWalk.of(List.of(folder)).look(folder));
    Reading _ = READER.read(found);
    Files.delete(file);
  }

  @FuzzTest
  void snapshot(byte[] bytes) throws IOException {
    read("config_snapshot.json", bytes);
  }

  @FuzzTest
  void stats(byte[] bytes) throws IOException {
    read("stats.json", bytes);
  }

  @FuzzTest
  void curve(byte[] bytes) throws IOException {
    read("equity.csv", bytes);
  }

  @FuzzTest
  void trades(byte[] bytes) throws IOException {
    read("trades.parquet", bytes);
  }

  @FuzzTest
  void telemetry(byte[] bytes) throws IOException {
    read("telemetry.jsonl", bytes);
  }
}
