package tools.peak.lake.ingest;

import tools.peak.evidence.Problem;
import tools.peak.lake.catalog.RunIndex;

/** What becomes of a run that was read. */
sealed interface MergeAction {
  /** It is new. */
  record Insert() implements MergeAction {}

  /** It takes the place of what the lake has of it. */
  record Replace(RunIndex.Entry old) implements MergeAction {}

  /** The lake has its content: what is beside it, telemetry or place, is written anew. */
  record Refresh(RunIndex.Entry old) implements MergeAction {}

  /** The lake has it as it is. */
  record Unchanged() implements MergeAction {}

  /** It changed, and was to be left alone. */
  record Skip() implements MergeAction {}

  /** It changed, and the run that the lake has is held. */
  record Held() implements MergeAction {}

  /** A policy deleted it. */
  record Purged() implements MergeAction {}

  /** It can't be in the lake beside what is there. */
  record Refuse(Problem problem) implements MergeAction {}
}
