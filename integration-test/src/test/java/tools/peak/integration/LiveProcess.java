package tools.peak.integration;

import tools.peak.cli.Main;

/** The command in a process with its own heap, fed by standard input. Arguments: the command's. */
final class LiveProcess {
  private LiveProcess() {}

  public static void main(String[] args) {
    Main.main(args);
  }
}
