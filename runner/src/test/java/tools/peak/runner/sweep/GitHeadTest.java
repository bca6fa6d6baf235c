package tools.peak.runner.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHeadTest {
  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path dir;

  @BeforeEach
  void makeRepository() throws IOException {
    Files.createDirectories(dir.resolve(".git/refs/heads"));
    Files.createDirectories(dir.resolve("a/b"));
    Files.writeString(dir.resolve(".git/HEAD"), "ref: refs/heads/main\n");
  }

  @Test
  void a_branchs_commit_is_found_from_any_folder_below() throws IOException {
    Files.writeString(dir.resolve(".git/refs/heads/main"), SHA + "\n");
    assertThat(GitHead.sha(dir.resolve("a/b"))).contains(SHA);
  }

  @Test
  void a_packed_branch_and_a_detached_head_are_found() throws IOException {
    Files.writeString(
        dir.resolve(".git/packed-refs"),
        "# pack-refs with: peeled\n"
            + "f".repeat(40)
            + " refs/heads/other\n"
            + SHA
            + " refs/heads/main\n");
    assertThat(GitHead.sha(dir)).contains(SHA);
    Files.writeString(dir.resolve(".git/HEAD"), "a".repeat(40) + "\n");
    assertThat(GitHead.sha(dir)).contains("a".repeat(40));
  }

  @Test
  void a_worktree_is_followed_to_its_repository() throws IOException {
    Path worktree = Files.createDirectories(dir.resolve("worktree"));
    Path git = Files.createDirectories(dir.resolve(".git/worktrees/w"));
    Files.writeString(worktree.resolve(".git"), "gitdir: " + git + "\n");
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/side\n");
    Files.writeString(git.resolve("commondir"), "../..\n");
    Files.writeString(dir.resolve(".git/refs/heads/side"), SHA + "\n");
    assertThat(GitHead.sha(worktree)).contains(SHA);
  }

  @Test
  void without_a_commit_there_is_none() throws IOException {
    assertThat(GitHead.sha(dir)).isEmpty();
    Files.writeString(dir.resolve(".git/HEAD"), "nonsense");
    assertThat(GitHead.sha(dir)).isEmpty();
    Files.delete(dir.resolve(".git/HEAD"));
    assertThat(GitHead.sha(dir)).isEmpty();
  }
}
