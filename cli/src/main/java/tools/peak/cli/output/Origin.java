package tools.peak.cli.output;

/** Says beside a result, on standard error, what its format has no place for. */
final class Origin {
  private Origin() {}

  static void tell(CommandOutput output, String snapshot, boolean truncated, String next) {
    output.flush();
    if (snapshot.isEmpty()) {
      return; // it comes from no lake
    }
    output.notice(
        "lake version "
            + snapshot
            + (truncated ? " · there is more: --limit" : "")
            + (next.isEmpty() ? "" : ", --after " + next));
  }
}
