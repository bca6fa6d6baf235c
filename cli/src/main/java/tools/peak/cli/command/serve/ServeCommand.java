package tools.peak.cli.command.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tools.peak.cli.command.Command;
import tools.peak.cli.command.Exit;
import tools.peak.cli.command.Interrupts;
import tools.peak.cli.command.Invocation;
import tools.peak.cli.command.Lakes;
import tools.peak.cli.output.CommandOutput;
import tools.peak.cli.output.Terminal;
import tools.peak.lake.Actor;

@CommandLine.Command(
    name = "serve",
    description = {
      "Runs commands for a program, one after the other, over standard input and output: the lake",
      "stays open between them. No port is opened; it ends when its input does, or its parent.",
      "A line asks: {\"id\": 1, \"args\": [\"query\", \"--limit\", \"10\", \"--json\"]}",
      "Lines answer: {\"id\": 1, \"bytes\": N}, then N bytes of the result, as often as it takes;",
      "at last {\"id\": 1, \"exit\": 0, \"err\": \"…\"}. The first line of all is {\"protocol\":"
          + " 1}."
    },
    footerHeading = "%nThe protocol: docs/reference/serve.md%n%nExamples:%n",
    footer = {
      "  peak serve --lake lake",
      "  echo '{\"id\": 1, \"args\": [\"query\", \"--count\"]}' | peak serve"
    })
public final class ServeCommand implements Command {
  /** What the first line says; it changes where an older program could not read the answers. */
  private static final int PROTOCOL = 1;

  private final Shell shell;

  /** What runs a command line as if it had been typed. */
  @FunctionalInterface
  public interface Shell {
    /** Runs it, and gives its exit code. */
    int run(
        String[] args,
        CommandOutput output,
        Map<String, String> env,
        Interrupts interrupts,
        Lakes lakes);
  }

  /** A service whose commands this shell runs. */
  public ServeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    InputStream in = System.in;
    // The requests are nobody else's to read: a command that reads its input finds none.
    System.setIn(InputStream.nullInputStream());
    try (KeptLake lakes = new KeptLake();
        Parent _ = Parent.watched()) {
      CommandOutput out = invocation.output();
      out.line("{\"protocol\": " + PROTOCOL + "}");
      out.flush();
      serve(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), invocation, lakes);
    } finally {
      System.setIn(in);
    }
    return Exit.DONE;
  }

  private void serve(BufferedReader in, Invocation invocation, Lakes lakes) throws IOException {
    // As if each had been typed here: the same lake and the same actor, unless it says otherwise.
    Map<String, String> env =
        Map.of("PEAK_LAKE", invocation.lake().toString(), "PEAK_ACTOR", Actor.current().name());
    for (String line = in.readLine();
        line != null && !Thread.currentThread().isInterrupted();
        line = in.readLine()) {
      if (!line.isBlank()) {
        answer(line, invocation, env, lakes);
      }
    }
  }

  private void answer(String line, Invocation invocation, Map<String, String> env, Lakes lakes) {
    Request request;
    try {
      request = Request.parse(line);
    } catch (IOException e) {
      refuse(invocation.output(), e.getMessage());
      return;
    }
    Answer answer = new Answer(invocation.output(), request.id());
    CommandOutput output = new CommandOutput(answer, answer.notices(), Terminal.of(Map.of()));
    int exit =
        shell.run(
            request.args().toArray(String[]::new), output, env, invocation.interrupts(), lakes);
    output.flush();
    answer.end(exit);
  }

  private static void refuse(CommandOutput out, @Nullable String why) {
    Answer answer = new Answer(out, null);
    new CommandOutput(answer, answer.notices(), Terminal.of(Map.of()))
        .notice("peak serve: " + String.valueOf(why).lines().findFirst().orElse(""));
    answer.end(Exit.WRONG_USAGE);
  }
}
