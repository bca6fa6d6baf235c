package tools.peak.lake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.fixtures.contract.RunSourceContract;

final class FolderRunSourceTest extends RunSourceContract {
  @TempDir Path temp;
  private Path results;

  @BeforeEach
  void create() throws IOException {
    results = Files.createDirectory(temp.resolve("results")).toRealPath();
  }

  @Override
  protected RunSource source() throws IOException {
    return FolderRunSource.of(
        List.of(results), SourceChoice.DETECTED, false, ReadLimits.DEFAULT, InstantSource.system());
  }

  @Override
  protected void put(String runId, String strategy, Instant at) throws IOException {
    Path folder = Files.createDirectories(results.resolve(runId));
    write(
        folder.resolve("config_snapshot.json"),
        """
        {"meta": {"run_id": "%s", "strategy": "%s"}, "params": {"fast": 8}}
        """
            .formatted(runId, strategy),
        at);
    write(folder.resolve("stats.json"), "{\"sharpe\": 1.5}", at);
  }

  @Override
  protected void putBroken(String name) throws IOException {
    Path folder = Files.createDirectory(results.resolve(name));
    Files.writeString(folder.resolve("config_snapshot.json"), "{\"meta\": ");
  }

  @Override
  protected void putStranger(String name) throws IOException {
    Files.writeString(Files.createDirectory(results.resolve(name)).resolve("a.txt"), "text");
  }

  @Override
  protected void remove(String runId) throws IOException {
    delete(results.resolve(runId));
  }

  @Override
  protected void removeAll() throws IOException {
    delete(results);
  }

  private static void write(Path file, String text, Instant at) throws IOException {
    Files.writeString(file, text);
    var _ = Files.setLastModifiedTime(file, FileTime.from(at));
  }

  private static void delete(Path folder) throws IOException {
    var _ =
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult postVisitDirectory(Path dir, IOException failure)
                  throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
              }
            });
  }

  @Test
  void folders_are_named_by_their_real_paths() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), results);

    RunSource source =
        FolderRunSource.of(
            List.of(link),
            SourceChoice.DETECTED,
            false,
            ReadLimits.DEFAULT,
            InstantSource.system());

    assertThat(source.name()).isEqualTo(results.toString());
    assertThat(source.covers(results.resolve("a").toString())).isTrue();
    assertThat(source.covers(results + "-other")).isFalse();
  }

  @Test
  void a_root_that_is_no_folder_is_named() {
    assertThatThrownBy(
            () ->
                FolderRunSource.of(
                    List.of(temp.resolve("nowhere")),
                    SourceChoice.DETECTED,
                    false,
                    ReadLimits.DEFAULT,
                    InstantSource.system()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere");
  }
}
