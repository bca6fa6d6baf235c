package tools.peak.lake.internal.duckdb;

import java.sql.SQLException;
import tools.peak.lake.LakeException;

/** What DuckDB complains of, in one line. */
final class Failures {
  private Failures() {}

  static LakeException of(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    String line = message.lines().findFirst().orElse(message).strip();
    if (line.contains("Out of Memory Error")) {
      return new LakeException(
          LakeException.Code.LIMIT, "the answer needs more memory than allowed: " + line, failure);
    }
    if (line.contains("INTERRUPT")) {
      return new LakeException(LakeException.Code.LIMIT, "the question was interrupted", failure);
    }
    if (line.startsWith("Invalid Input Error") || line.startsWith("Out of Range Error")) {
      return new LakeException(LakeException.Code.INVALID_REQUEST, line, failure);
    }
    return new LakeException(LakeException.Code.IO, "cannot read the lake: " + line, failure);
  }
}
