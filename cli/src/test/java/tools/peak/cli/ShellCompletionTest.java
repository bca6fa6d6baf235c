package tools.peak.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.Needed;

/** The tabulator in real shells: what they run then is what was meant, and nothing else. */
@Timeout(300)
final class ShellCompletionTest {
  private static final Path ZSH =
      Path.of(Objects.requireNonNullElse(System.getenv("PEAK_ZSH"), "/usr/bin/zsh"));
  private static final List<String> TYPED =
      List.of(
          "peak agg\tsharp\t--by strat\t,sym\t",
          "peak show odd\t",
          "peak query --format=cs\t",
          "peak query --whe\t\"sharpe > 2 and total_tr\t> 1\"",
          "peak tag macd_1 own\ta\t");
  private static final List<String> MEANT =
      List.of(
          "<aggregate><sharpe><--by><strategy,symbol>",
          "<show><odd $(touch hacked) 'id'>",
          "<query><--format=csv>",
          "<query><--where><sharpe > 2 and total_trades > 1>",
          "<tag><macd_1><owner=ann>");

  @TempDir static Path dir;

  @BeforeAll
  static void aPeakThatTellsItsArguments() throws IOException {
    Path lake = dir.resolve("lake");
    Chain.of("macd_1").writeTo(dir.resolve("results/a"));
    Chain.of("odd $(touch hacked) 'id'").writeTo(dir.resolve("results/b"));
    assertThat(Ran.withLake(lake, "ingest", dir.resolve("results").toString()).exit()).isZero();
    assertThat(Ran.withLake(lake, "tag", "macd_1", "owner=ann").exit()).isZero();
    Path program = dir.resolve("bin/peak");
    Files.createDirectories(dir.resolve("bin"));
    Files.writeString(
        program,
        """
        #!/usr/bin/env bash
        case ${1-} in
          completion | complete-line) exec '%s' -cp '%s' tools.peak.cli.Main "$@" ;;
        esac
        printf '<%%s>' "$@" >>told; echo >>told
        echo told-it
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Types into a shell that has a terminal, a line after the other. */
  private static List<String> told(String name, String shell) throws Exception {
    Path work = Files.createDirectory(dir.resolve(name));
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", shell, "/dev/null")
            .directory(work.toFile())
            .redirectErrorStream(true);
    builder.environment().put("PATH", dir.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("PEAK_LAKE", dir.resolve("lake").toString());
    builder.environment().put("ZDOTDIR", dir.toString());
    builder.environment().put("INPUTRC", "/dev/null");
    Process process = builder.start();
    try (OutputStream keys = process.getOutputStream();
        InputStream terminal = process.getInputStream()) {
      type("source <(peak completion); peak ready", keys, terminal);
      for (String line : TYPED) {
        type(line, keys, terminal);
      }
      keys.write("exit\n".getBytes(UTF_8));
      keys.flush();
      byte[] _ = terminal.readAllBytes();
    } finally {
      process.destroyForcibly();
    }
    assertThat(work.resolve("hacked")).doesNotExist();
    List<String> told = Files.readAllLines(work.resolve("told"));
    assertThat(told).startsWith("<ready>");
    return told.subList(1, told.size());
  }

  /** Types a line, and reads what the terminal shows until its program was there. */
  private static void type(String line, OutputStream keys, InputStream terminal)
      throws IOException {
    keys.write((line + "\n").getBytes(UTF_8));
    keys.flush();
    StringBuilder shown = new StringBuilder();
    while (shown.indexOf("told-it") < 0) {
      int next = terminal.read();
      assertThat(next).as("the shell ended: %s", shown).isNotNegative();
      shown.append((char) next);
    }
  }

  private static void aTerminalIsNeeded() {
    Needed.here(
        Files.isExecutable(Path.of("/usr/bin/script"))
            && System.getProperty("os.name").equals("Linux"),
        "script",
        "util-linux has it, for Linux");
  }

  @Test
  void bash_completes_what_was_meant() throws Exception {
    aTerminalIsNeeded();
    assertThat(told("bash", "bash --norc --noprofile -i")).isEqualTo(MEANT);
  }

  @Test
  void zsh_completes_what_was_meant() throws Exception {
    aTerminalIsNeeded();
    Needed.here(Files.isExecutable(ZSH), "zsh", "apt install zsh, or PEAK_ZSH names the program");
    Path root = ZSH.toRealPath().resolve("../..").normalize();
    Files.writeString(
        dir.resolve(".zshrc"),
        """
        for folder in '%1$s'/usr/lib/*/zsh/*(N/); do module_path=($folder); done
        [[ -d '%1$s/usr/share/zsh/functions' ]] && fpath=('%1$s'/usr/share/zsh/functions/**/*(N/))
        PS1=
        autoload -Uz compinit && compinit -D -u
        """
            .formatted(root));
    assertThat(told("zsh", ZSH + " -i")).isEqualTo(MEANT);
  }
}
