package tools.peak.engine.duckdb.session;

import java.sql.SQLException;
import java.util.regex.Pattern;
import tools.peak.lake.LakeException;

/** What DuckDB complains of, in one line. */
public final class DuckDbFailures {
  public static final String MEMORY = "the statement needed more memory than allowed";

  /** The last sentences of some messages: settings can't be changed. */
  private static final Pattern ADVICE =
      Pattern.compile("(?<=[.!])\\s+(You can|Use|Try|Consider|Possible)\\b.*\\bSET\\b.*");

  private static final String INVALID_INPUT = "Invalid Input Error: ";

  /** What the files of a lake are to blame for, in DuckDB's, Thrift's and the codecs' words. */
  private static final Pattern OF_FILES =
      Pattern.compile(
          "IO Error|No magic bytes|know what type|TProtocol|[Dd]ecompress|ZSTD|[Cc]orrupt|Parquet"
              + "|Too many open files");

  private DuckDbFailures() {}

  /** Of a user's statement: its own words, which may name what is wrong in it. */
  public static LakeException ofStatement(SQLException failure) {
    String line = words(String.valueOf(failure.getMessage()));
    // The driver forgets why a streamed statement failed where it ran out of memory.
    if (line.contains("Invalid result set")
        || line.contains("Out of Memory")
        || line.contains("bad_alloc")
        || line.contains("allocate")) {
      return new LakeException(LakeException.Code.LIMIT, MEMORY + ": " + line, failure);
    }
    return OF_FILES.matcher(line).find()
        ? ofFiles(line, failure)
        : new LakeException(LakeException.Code.INVALID_REQUEST, line, failure);
  }

  private static LakeException ofFiles(String line, SQLException failure) {
    if (line.contains("No space left") || line.contains("failed to offload")) {
      return new LakeException(
          LakeException.Code.LIMIT, "no room for temporary files: " + line, failure);
    }
    if (line.contains("Too many open files")) {
      return new LakeException(
          LakeException.Code.LIMIT,
          "out of file handles: allow the process more of them (ulimit -n)",
          failure);
    }
    return new LakeException(LakeException.Code.IO, "cannot read the lake: " + line, failure);
  }

  /** The first line of a message, without advice that nobody can follow here. */
  public static String words(String message) {
    String line = message.lines().findFirst().orElse(message).strip();
    if (line.contains("Max expression depth")) {
      return "an expression is nested more than 1,000 deep";
    }
    return ADVICE.matcher(line).replaceFirst("").strip();
  }

  /** Of a pattern that RE2 can't read. */
  public static LakeException ofPattern(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    String line = message.lines().findFirst().orElse(message).strip();
    return new LakeException(
        LakeException.Code.INVALID_REQUEST,
        "regexp does not understand the pattern: "
            + (line.startsWith(INVALID_INPUT) ? line.substring(INVALID_INPUT.length()) : line),
        failure);
  }

  /** Of a question of Peak's own making, whose patterns were looked at before. */
  public static LakeException of(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    String line = message.lines().findFirst().orElse(message).strip();
    if (line.contains("Out of Memory Error")) {
      return new LakeException(
          LakeException.Code.LIMIT, "the answer needs more memory than allowed: " + line, failure);
    }
    if (line.contains("INTERRUPT")) {
      return new LakeException(LakeException.Code.LIMIT, "the question was interrupted", failure);
    }
    return ofFiles(line, failure);
  }
}
