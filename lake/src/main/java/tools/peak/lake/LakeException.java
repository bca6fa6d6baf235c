package tools.peak.lake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something about a lake that the caller has to know: one line that says what is wrong and what to
 * do. The code is a contract for scripts.
 */
public final class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds of failure, each with what a caller may do next. */
  public enum Code {
    /** No lake lies there: make one by ingesting. */
    NO_LAKE,
    /** The folder is something else, or damaged: nothing was changed. */
    NOT_A_LAKE,
    /** The lake was moved or copied: nothing was changed. */
    MOVED,
    /** A newer Peak wrote it: upgrade. */
    NEWER_FORMAT,
    /**
     * The operating system refused: permissions, a full disk, a vanished file. The lake is as
     * before.
     */
    IO,
    /** The request is wrong: a filter, a name, an option. */
    INVALID_REQUEST,
    /** A run is in the lake with other content, and that was not to be: decide what shall be. */
    CONFLICT,
    /** A statement took longer or more memory than allowed. */
    LIMIT,
    /** No run of that id. */
    NO_RUN,
    /**
     * The place holds no backup, another lake's, or a damaged one. Nothing was changed that was
     * there.
     */
    NOT_A_BACKUP,
    /** This {@link Lake} was closed: open it again. */
    CLOSED,
    /** Another writer kept the lake for too long: try again. */
    BUSY
  }

  /**
   * What a caller may have otherwise, where that is what failed: a program says in its own words
   * how.
   */
  public enum Setting {
    /** Where the lake lies. */
    LAKE,
    /** Whether every run of the lake may go. */
    EVERY_RUN,
    /** What becomes of a run that is in the lake with other content. */
    CONFLICTS
  }

  private final Code code;
  private final @Nullable Setting setting;

  public LakeException(Code code, String message) {
    this(code, message, (Throwable) null);
  }

  /** A failure that another setting may prevent. */
  public LakeException(Code code, String message, Setting setting) {
    super(message);
    this.code = code;
    this.setting = setting;
  }

  public LakeException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.setting = null;
  }

  /** What everybody is told who goes on with a lake that was closed. */
  public static LakeException closed() {
    return new LakeException(Code.CLOSED, "the lake is closed");
  }

  public Code code() {
    return code;
  }

  /** What may be set otherwise, if it is that. */
  public Optional<Setting> setting() {
    return Optional.ofNullable(setting);
  }
}
