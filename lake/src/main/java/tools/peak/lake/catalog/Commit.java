package tools.peak.lake.catalog;

import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;

/** How a change of the lake ended: it says what is safe next. */
public sealed interface Commit<T> {
  /** The change is in force, whatever fails from here on: its files belong to the lake. */
  record Committed<T>(T result) implements Commit<T> {}

  /** The lake is as before: files that were written for the change may be deleted. */
  record RolledBack<T>(LakeException cause) implements Commit<T> {}

  /**
   * Nobody knows whether the change is in force: the commit itself failed, and may have reached the
   * disk. Nothing that was written for it may be deleted.
   */
  record Unknown<T>(LakeException cause) implements Commit<T> {}

  /** Why the change is not surely in force; null where it is. */
  default @Nullable LakeException failure() {
    return switch (this) {
      case Committed<T> _ -> null;
      case RolledBack<T>(LakeException cause) -> cause;
      case Unknown<T>(LakeException cause) -> cause;
    };
  }

  /**
   * The result.
   *
   * @throws LakeException if the change was not made, or nobody knows whether it was
   */
  default T orElseThrow() {
    return switch (this) {
      case Committed<T>(T result) -> result;
      case RolledBack<T>(LakeException cause) -> throw cause;
      case Unknown<T>(LakeException cause) -> throw cause;
    };
  }
}
