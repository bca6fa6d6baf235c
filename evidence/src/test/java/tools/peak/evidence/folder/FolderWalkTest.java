package tools.peak.evidence.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tools.peak.evidence.folder.Folders.META;
import static tools.peak.evidence.folder.Folders.folder;
import static tools.peak.evidence.folder.Folders.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Problem;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.FileEntry;

class FolderWalkTest {
  private static final String SNAPSHOT = EvidenceFiles.SNAPSHOT;

  @TempDir Path root;

  @Test
  void finds_folders_at_any_depth_and_below_run_folders() throws IOException {
    folder(root.resolve("a"), SNAPSHOT, META);
    folder(root.resolve("a/b"), SNAPSHOT, META);
    folder(root.resolve("x/y/z"), SNAPSHOT, META);
    folder(root.resolve("empty"));

    assertThat(walk(root).below(root)).containsExactly("a", "a/b", "x/y/z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config_snapshot.json",
        "stats.json",
        "equity.csv",
        "trades.parquet",
        "report_snippet.md",
        "telemetry.jsonl"
      })
  void any_known_artifact_makes_a_candidate(String name) throws IOException {
    folder(root.resolve("a"), name, "x");
    folder(root.resolve("b"), "notes.txt", "x");

    assertThat(walk(root).below(root)).containsExactly("a");
  }

  @Test
  void a_report_folder_is_never_entered() throws IOException {
    folder(root.resolve("a"), SNAPSHOT, META);
    folder(root.resolve("a/report/_quarto_work/_run"), SNAPSHOT, META);

    assertThat(walk(root).below(root)).containsExactly("a");
  }

  @Test
  void a_root_may_itself_be_a_run_folder() throws IOException {
    folder(root, SNAPSHOT, META);

    assertThat(walk(root).below(root)).containsExactly("");
  }

  @Test
  void a_root_may_be_a_link() throws IOException {
    folder(root.resolve("real/a"), SNAPSHOT, META);
    Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));

    assertThat(walk(link).below(root)).containsExactly("real/a");
  }

  @Test
  void overlapping_roots_are_walked_once() throws IOException {
    folder(root.resolve("a/b"), SNAPSHOT, META);

    assertThat(walk(root, root.resolve("a"), root.resolve("a/../a/b")).order()).hasSize(1);
  }

  @Test
  void a_root_within_a_report_folder_was_meant() throws IOException {
    folder(root.resolve("a"), SNAPSHOT, META);
    folder(root.resolve("report/b"), SNAPSHOT, META);

    assertThat(walk(root, root.resolve("report")).below(root)).containsExactly("a", "report/b");
  }

  @Test
  void a_missing_root_is_named() {
    assertThatThrownBy(() -> walk(root, root.resolve("nowhere")))
        .isInstanceOf(IOException.class)
        .hasMessage("no folder at " + root.resolve("nowhere"));
  }

  @Test
  void a_root_that_is_a_file_is_named() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");

    assertThatThrownBy(() -> walk(file)).hasMessage(file + " is no folder");
  }

  @Test
  void links_to_folders_are_not_followed() throws IOException {
    Path outside = root.resolve("outside");
    Path tree = root.resolve("tree");
    folder(outside.resolve("o"), SNAPSHOT, META);
    folder(tree.resolve("a"), SNAPSHOT, META);
    Files.createSymbolicLink(tree.resolve("leaves"), outside);
    Files.createSymbolicLink(tree.resolve("stays"), tree.resolve("a"));
    Files.createSymbolicLink(tree.resolve("a/loop"), tree);

    assertThat(walk(tree).below(tree)).containsExactly("a");
  }

  @Test
  void a_link_to_a_file_is_told_from_one_that_leaves_the_tree() throws IOException {
    Path outside = Files.writeString(root.resolve("outside.json"), "{}");
    Path tree = folder(root.resolve("tree"), "shared.json", "{\"a\": 1}");
    Path run = folder(tree.resolve("a"), SNAPSHOT, META);
    Files.createSymbolicLink(run.resolve("leaves.json"), outside);
    Files.createSymbolicLink(run.resolve("stats.json"), tree.resolve("shared.json"));

    RunFolder found = walk(tree).at(run);

    assertThat(found.files())
        .extracting(FileEntry::name, FileEntry::kind)
        .containsExactly(
            tuple(SNAPSHOT, FileEntry.Kind.FILE),
            tuple("leaves.json", FileEntry.Kind.LEAVING_LINK),
            tuple("stats.json", FileEntry.Kind.LINK));
    assertThat(found.file("stats.json")).extracting(FileEntry::size).isEqualTo(8L);
  }

  @Test
  void a_link_into_another_root_is_followed_if_that_was_asked_for_and_none_leads_beyond()
      throws IOException {
    Path shared = folder(root.resolve("shared"), "s.json", "{}");
    Path outside = folder(root.resolve("outside"), "o.json", "{}");
    Path run = folder(root.resolve("runs/a"), SNAPSHOT, META).toRealPath();
    Files.createSymbolicLink(run.resolve("stats.json"), shared.resolve("s.json"));
    Files.createSymbolicLink(run.resolve("zero.json"), outside.resolve("o.json"));
    List<Path> roots = List.of(root.resolve("runs"), shared);

    assertThat(Objects.requireNonNull(FolderWalk.of(roots).look(run)).files())
        .extracting(FileEntry::kind)
        .containsExactly(
            FileEntry.Kind.FILE, FileEntry.Kind.LEAVING_LINK, FileEntry.Kind.LEAVING_LINK);
    assertThat(Objects.requireNonNull(FolderWalk.followingLinks(roots).look(run)).files())
        .extracting(FileEntry::kind)
        .containsExactly(FileEntry.Kind.FILE, FileEntry.Kind.LINK, FileEntry.Kind.LEAVING_LINK);
  }

  @Test
  void a_link_to_a_run_that_no_root_holds_is_reported_and_one_to_another_folder_is_not()
      throws IOException {
    Path run = folder(root.resolve("outside/o"), SNAPSHOT, META).toRealPath();
    Path tree = folder(root.resolve("tree")).toRealPath();
    folder(tree.resolve("a"), SNAPSHOT, META);
    Path link = Files.createSymbolicLink(tree.resolve("o"), run);
    Files.createSymbolicLink(tree.resolve("latest"), tree.resolve("a"));
    Files.createSymbolicLink(tree.resolve("venv"), root.resolve("outside"));

    Folders.Found found = walk(tree);

    assertThat(found.below(tree)).containsExactly("a");
    assertThat(found.problems())
        .containsExactly(
            entry(link, new Problem.LinkLeavesTree("o", run.toString(), run.toString())));
    assertThat(walk(tree, run).problems()).isEmpty();
  }

  @Test
  void a_dangling_link_counts_only_under_an_artifact_s_name() throws IOException {
    Path run = folder(root.resolve("a"), SNAPSHOT, META);
    Files.createSymbolicLink(run.resolve(".#lock"), Path.of("someone@host.123"));
    Files.createSymbolicLink(run.resolve("stats.json"), Path.of("nowhere"));

    assertThat(Folders.look(run).files())
        .extracting(FileEntry::name, FileEntry::kind)
        .containsExactly(
            tuple(SNAPSHOT, FileEntry.Kind.FILE), tuple("stats.json", FileEntry.Kind.DEAD_LINK));
  }

  @Test
  @Timeout(20)
  void a_pipe_is_passed_over_and_never_opened() throws Exception {
    Path run = folder(root.resolve("a"), SNAPSHOT, META);
    for (String name : List.of("feed", "equity.csv")) {
      assumeTrue(
          new ProcessBuilder("mkfifo", run.resolve(name).toString()).start().waitFor() == 0,
          "the file system has pipes");
    }

    RunFolder found = Folders.look(run);

    assertThat(found.files())
        .extracting(FileEntry::name, FileEntry::kind)
        .containsExactly(
            tuple(SNAPSHOT, FileEntry.Kind.FILE), tuple("equity.csv", FileEntry.Kind.UNREADABLE));
    assertThat(Folders.problems(run))
        .extracting(Problem::reason)
        .containsExactly("equity.csv: is no regular file, or may not be looked at");

    Files.delete(run.resolve("equity.csv"));
    assertThat(Folders.run(run).artifacts()).extracting(Artifact::name).containsExactly(SNAPSHOT);
  }

  @Test
  void a_folder_with_an_artifact_s_name_is_unreadable_and_makes_no_run() throws IOException {
    folder(root.resolve("a/stats.json/inner"), SNAPSHOT, META);
    folder(root.resolve("b/stats.json"));
    folder(root.resolve("b"), SNAPSHOT, META);

    Folders.Found found = walk(root);

    assertThat(found.below(root)).containsExactly("a/stats.json/inner", "b");
    assertThat(Folders.look(root.resolve("b")).files())
        .extracting(FileEntry::kind)
        .containsExactly(FileEntry.Kind.FILE, FileEntry.Kind.FOLDER);
  }

  @Test
  void files_are_sorted_and_times_are_as_fine_as_the_file_system_s() throws IOException {
    Path run = folder(root.resolve("a"), "z.txt", "zz", SNAPSHOT, META, "a.txt", "a");
    FileTime time = FileTime.from(1_700_000_000_123_456_789L, TimeUnit.NANOSECONDS);
    Files.setLastModifiedTime(run.resolve("z.txt"), time);

    List<FileEntry> files = Folders.look(run).files();

    assertThat(files).extracting(FileEntry::name).containsExactly("a.txt", SNAPSHOT, "z.txt");
    assertThat(files.get(2))
        .isEqualTo(
            new FileEntry(
                "z.txt",
                2,
                Files.getLastModifiedTime(run.resolve("z.txt")).to(TimeUnit.NANOSECONDS),
                FileEntry.Kind.FILE));
  }

  @Test
  void our_unfinished_folders_are_passed_over() throws IOException {
    folder(root.resolve("a"), SNAPSHOT, META);
    folder(root.resolve(".peak-0b1c.tmp"), SNAPSHOT, META);

    assertThat(walk(root).below(root)).containsExactly("a");
  }

  @Test
  void a_folder_deeper_than_the_open_ones_is_found() throws IOException {
    Path deep = root.resolve("d/".repeat(150));
    folder(deep, SNAPSHOT, META);

    assertThat(walk(root).folders()).containsKey(deep.toRealPath());
  }

  @Test
  void a_folder_without_permission_is_reported_and_its_neighbours_are_found() throws IOException {
    folder(root.resolve("a"), SNAPSHOT, META);
    Path closed = folder(root.resolve("closed"), SNAPSHOT, META);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      Assumptions.assumeFalse(Files.isReadable(closed), "runs as one who may read everything");

      Folders.Found found = walk(root);

      assertThat(found.below(root)).containsExactly("a");
      assertThat(found.problems().get(closed.toRealPath()))
          .isEqualTo(
              new Problem.Unreadable(closed.toRealPath().toString(), "no permission to read it"));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void folders_whose_names_are_no_text_are_refused_rather_than_taken_for_one() throws Exception {
    folder(root.resolve("good"), "config_snapshot.json", "{}");
    Process made =
        new ProcessBuilder(
                "bash",
                "-c",
                "for b in '\\xfe' '\\xff'; do d=$(printf \"a$b\"); mkdir \"$d\" &&"
                    + " echo '{}' >\"$d/config_snapshot.json\"; done")
            .directory(root.toFile())
            .start();
    assumeTrue(made.waitFor() == 0, "the file system takes any bytes as a name");

    Folders.Found found = walk(root);

    assertThat(found.below(root)).containsExactly("good");
    assertThat(found.problems().values())
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem.reason()).contains("is no UTF-8", "rename it"));
  }

  @Test
  void many_files_that_are_no_run_s_are_forgotten_but_a_late_artifact_is_not() throws IOException {
    Path many = folder(root.resolve("many"));
    for (int i = 0; i < 10_050; i++) {
      Files.createFile(many.resolve("f" + i));
    }
    assertThat(walk(root).folders()).isEmpty();

    folder(many, SNAPSHOT, META);
    assertThat(Folders.look(many).files()).hasSize(10_051);
  }

  @Test
  void a_look_at_a_folder_whose_artifacts_are_gone_finds_nothing() throws IOException {
    Path run = folder(root.resolve("a"), SNAPSHOT, META);
    FolderWalk walk = FolderWalk.of(List.of(root));
    assertThat(walk.look(run)).isNotNull();

    Files.delete(run.resolve(SNAPSHOT));
    assertThat(walk.look(run)).isNull();
  }

  @Test
  void a_folder_of_too_many_files_is_refused_and_its_neighbours_and_subfolders_are_found()
      throws Exception {
    Path large = folder(root.resolve("large"), SNAPSHOT, META);
    for (int i = 0; i < 30; i++) {
      folder(large, "chart" + i + ".txt", "x");
    }
    folder(large.resolve("below"), SNAPSHOT, META);
    folder(root.resolve("small"), SNAPSHOT, META);
    List<String> found = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();

    long others =
        FolderWalk.of(List.of(root), false, 30)
            .forEach(
                new FolderWalk.Visitor() {
                  @Override
                  public void folder(RunFolder folder) {
                    found.add(String.valueOf(folder.path().getFileName()));
                  }

                  @Override
                  public void unreadable(Path path, Problem problem) {
                    problems.add(problem);
                  }
                });

    assertThat(found).containsExactlyInAnyOrder("below", "small");
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("too_large");
              assertThat(problem.reason()).startsWith("large holds more than 30 files");
            });
    assertThat(others).isZero();
  }
}
