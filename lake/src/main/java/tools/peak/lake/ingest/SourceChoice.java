package tools.peak.lake.ingest;

import java.nio.file.Path;

/** Whose runs are looked for. */
public sealed interface SourceChoice {
  /** Run folders, and what other tools leave, each by what lies there. */
  SourceChoice DETECTED = new Detected();

  /** Run folders, and what other tools leave, each by what lies there. */
  record Detected() implements SourceChoice {}

  /**
   * One tool's alone.
   *
   * @param tool {@code peak}, or a {@link SourceFormat#name}
   */
  record Named(String tool) implements SourceChoice {}

  /**
   * Of a form that a mapping describes.
   *
   * @param mapping the file
   */
  record Mapped(Path mapping) implements SourceChoice {}
}
