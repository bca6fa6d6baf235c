package tools.peak.cli.command.stack.verify;

import java.io.IOException;

/**
 * One thing that must work.
 *
 * @param program which program is asked
 * @param what what is asked for
 * @param question asks it once
 */
public record Check(String program, String what, Question question) {
  /** Asks a program of the stack. */
  @FunctionalInterface
  public interface Question {
    /** Throws what the connection throws: that it is not there yet is no end. */
    Answer ask(Web web) throws IOException, InterruptedException;
  }
}
