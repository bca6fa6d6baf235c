package tools.peak.lake.ingest;

import tools.peak.evidence.Problem;
import tools.peak.lake.catalog.RunIndex;

/** What becomes of a run that was read. */
sealed interface Verdict {
  /** It is new. */
  record Add() implements Verdict {}

  /** It takes the place of what the lake has of it. */
  record Replace(RunIndex.Entry old) implements Verdict {}

  /** The lake has it as it is. */
  record Unchanged() implements Verdict {}

  /** The lake has it as it is, but for its telemetry: its rows are written anew. */
  record Retell(RunIndex.Entry old) implements Verdict {}

  /** It changed, and was to be left alone. */
  record Skip() implements Verdict {}

  /** A policy deleted it. */
  record Purged() implements Verdict {}

  /** It can't be in the lake beside what is there. */
  record Refuse(Problem problem) implements Verdict {}
}
