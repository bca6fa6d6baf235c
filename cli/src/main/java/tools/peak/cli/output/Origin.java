package tools.peak.cli.output;

/** Says beside a result, on standard error, what its format has no place for. */
final class Origin {
  private Origin() {}

  static void tell(CommandOutput output, String snapshot, boolean truncated, String next) {
    output.flush();
    output.notice(
        "lake version "
            + snapshot
            + (truncated ? " · there is more: --limit" : "")
            + (next.isEmpty() ? "" : ", --after " + next));
  }
}
