package tools.peak.lake;

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

  private final Code code;
  private final String part;

  public LakeException(Code code, String message) {
    this(code, message, null);
  }

  public LakeException(Code code, String message, @Nullable Throwable cause) {
    this(code, message, "", cause);
  }

  private LakeException(Code code, String message, String part, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.part = part;
  }

  /**
   * One part of a request is wrong.
   *
   * @param part which: {@code filter}, {@code order}, {@code columns}, {@code groups}, {@code
   *     having}, {@code statistics}, {@code period}, {@code limit}, {@code page} or {@code version}
   */
  public static LakeException invalid(String part, String message) {
    return new LakeException(Code.INVALID_REQUEST, message, part, null);
  }

  /**
   * A failure that the caller may prevent by asking otherwise.
   *
   * @param part for what: {@code lake}, where it lies; {@code every run}, that all may go; {@code
   *     conflicts}, what becomes of a run that is in the lake with other content
   */
  public static LakeException about(String part, Code code, String message) {
    return new LakeException(code, message, part, null);
  }

  /** Which part of the request it is about; empty where it is not one of them. */
  public String part() {
    return part;
  }

  /** What everybody is told who goes on with a lake that was closed. */
  public static LakeException closed() {
    return new LakeException(Code.CLOSED, "the lake is closed");
  }

  public Code code() {
    return code;
  }
}
