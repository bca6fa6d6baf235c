package tools.peak.runner.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.runner.bars.Bars;
import tools.peak.runner.simulation.CostModel;
import tools.peak.runner.strategy.Strategy;

/** By what two runs are told to be the same. */
class RunIdentityTest {
  @TempDir Path dir;

  @Test
  void a_configuration_is_its_strategy_parameters_and_costs() {
    Strategy strategy = new Strategy.MaCrossover(5, 20);
    String config = RunIdentity.configSha256(strategy, CostModel.FREE);

    assertThat(config)
        .matches("[0-9a-f]{64}")
        .isEqualTo(RunIdentity.configSha256(new Strategy.MaCrossover(5, 20), CostModel.FREE))
        .isNotEqualTo(RunIdentity.configSha256(new Strategy.MaCrossover(5, 21), CostModel.FREE))
        .isNotEqualTo(RunIdentity.configSha256(strategy, new CostModel(1, 0)))
        .isNotEqualTo(
            RunIdentity.configSha256(new Strategy.DonchianBreakout(5, 20), CostModel.FREE));
  }

  @Test
  void bars_are_the_same_data_in_whatever_order_of_rows_and_columns() throws IOException {
    Path one =
        Files.writeString(
            dir.resolve("one.csv"),
            """
            timestamp,open,high,low,close,volume
            2024-01-01T00:00:00Z,1,2,0.5,1.5,10
            2024-01-02T00:00:00Z,1.5,2,1,1.75,11
            """);
    Path two =
        Files.writeString(
            dir.resolve("two.csv"),
            """
            close,timestamp,low,high,open,volume
            1.750,2024-01-02,1,2,1.5,11
            1.5,2024-01-01,0.5,2.0,1,10
            """);
    Path other =
        Files.writeString(
            dir.resolve("other.csv"), Files.readString(one).replace(",11\n", ",12\n"));

    assertThat(Bars.read(two).sha256()).isEqualTo(Bars.read(one).sha256());
    assertThat(Bars.read(other).sha256()).isNotEqualTo(Bars.read(one).sha256());
  }

  @Test
  void git_says_whether_files_that_it_knows_were_changed() throws Exception {
    assumeTrue(git("init", "-q"), "git is there");
    Path file = Files.writeString(dir.resolve("strategy.py"), "a");
    assertThat(git("add", ".")).isTrue();
    assertThat(git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a")).isTrue();
    Files.writeString(dir.resolve("result.csv"), "");
    assertThat(GitChanges.in(dir)).contains(false);

    Files.writeString(file, "b");
    assertThat(GitChanges.in(dir)).contains(true);
  }

  @Test
  void nobody_says_it_of_a_folder_that_is_no_repository() {
    assertThat(GitChanges.in(dir)).isEmpty();
  }

  private boolean git(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
              .directory(dir.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
