package tools.peak.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitShaTest {
  private static final String SHA = "837a99b0c0ffee00c0ffee00c0ffee00c0ffee00";

  @TempDir Path folder;

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void the_commit_of_a_branch_is_found_from_a_folder_below() throws Exception {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", SHA + "\n");
    Path below = Files.createDirectories(folder.resolve("src/main"));
    assertThat(GitSha.of(below)).isEqualTo(SHA);
  }

  @Test
  void a_packed_branch_and_a_detached_head_are_found() throws Exception {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", "# pack-refs with: peeled\n" + SHA + " refs/heads/main\n");
    assertThat(GitSha.of(folder)).isEqualTo(SHA);

    write(".git/HEAD", SHA + "\n");
    assertThat(GitSha.of(folder)).isEqualTo(SHA);
  }

  @Test
  void a_worktree_has_the_commit_of_its_own_branch() throws Exception {
    write("main/.git/refs/heads/side", SHA + "\n");
    write("main/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
    write("main/.git/worktrees/side/commondir", "../..\n");
    write("side/.git", "gitdir: " + folder.resolve("main/.git/worktrees/side") + "\n");
    assertThat(GitSha.of(folder.resolve("side"))).isEqualTo(SHA);
  }

  @Test
  void what_is_no_commit_is_nothing() throws Exception {
    write(".git/HEAD", "ref: ../../../secrets\n");
    write("secrets", SHA);
    assertThat(GitSha.of(folder)).isNull();

    write(".git/HEAD", "not a commit\n");
    assertThat(GitSha.of(folder)).isNull();

    Files.delete(folder.resolve(".git/HEAD"));
    assertThat(GitSha.of(folder)).isNull();
  }
}
