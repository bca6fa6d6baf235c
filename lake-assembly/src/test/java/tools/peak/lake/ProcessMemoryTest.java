package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
  @TempDir Path root;

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void the_least_of_the_groups_around_a_process_counts() throws IOException {
    file("proc/self/cgroup", "0::/user.slice/peak.scope\n");
    file("sys/fs/cgroup/user.slice/memory.max", "536870912\n");
    file("sys/fs/cgroup/user.slice/peak.scope/memory.max", "max\n");
    assertThat(ProcessMemory.limit(root)).hasValue(536870912);
  }

  @Test
  void the_older_groups_are_known_too_and_a_number_beyond_all_machines_is_no_limit()
      throws IOException {
    file("proc/self/cgroup", "5:cpu,cpuacct:/\n4:memory:/docker/abc\n0::/\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(ProcessMemory.limit(root)).isEmpty();
    file("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "268435456\n");
    assertThat(ProcessMemory.limit(root)).hasValue(268435456);
  }

  @Test
  void a_container_sees_its_own_limit_at_the_root() throws IOException {
    file("proc/self/cgroup", "0::/../../outside\n");
    file("sys/fs/cgroup/memory.max", "1073741824\n");
    assertThat(ProcessMemory.limit(root)).hasValue(1073741824);
  }

  @Test
  void elsewhere_there_is_none() {
    assertThat(ProcessMemory.limit(root)).isEmpty();
  }

  @Test
  void a_heap_that_outgrows_the_group_is_refused_with_both_figures() {
    OptionalLong group = OptionalLong.of(512L << 20);

    ProcessMemory.requireRoom(230L << 20, group);
    ProcessMemory.requireRoom(4L << 30, OptionalLong.empty());
    assertThatThrownBy(() -> ProcessMemory.requireRoom(1L << 30, group))
        .isInstanceOfSatisfying(
            LakeException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(LakeException.Code.LIMIT);
              assertThat(refused).hasMessageContaining("1,024 MiB").hasMessageContaining("512 MiB");
            });
  }

  @Test
  void a_second_process_has_what_the_first_and_the_code_of_both_leave() {
    OptionalLong group = OptionalLong.of(512L << 20);

    assertThat(ProcessMemory.besidesThis(1L << 30, 32L << 20, group)).isEqualTo(240L << 20);
    assertThat(ProcessMemory.besidesThis(64L << 20, 32L << 20, group)).isEqualTo(64L << 20);
    assertThat(ProcessMemory.besidesThis(1L << 30, 400L << 20, group)).isZero();
    assertThat(ProcessMemory.besidesThis(1L << 30, 400L << 20, OptionalLong.empty()))
        .isEqualTo(1L << 30);
  }
}
