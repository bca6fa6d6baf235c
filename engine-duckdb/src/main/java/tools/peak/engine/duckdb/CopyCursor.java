package tools.peak.engine.duckdb;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.engine.duckdb.session.AttachedCopies;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.query.plan.Cursor;

/**
 * Rows of a copy. The first is read at once, so that a damaged copy is found while the tables can
 * still be asked; of a later failure the reader hears, who has rows already.
 */
final class CopyCursor implements Cursor {
  private final Cursor rows;
  private final AttachedCopies.Lease copies;
  private @Nullable List<@Nullable Object> first;
  private boolean isEmpty;

  CopyCursor(Cursor rows, AttachedCopies.Lease copies) {
    this.rows = rows;
    this.copies = copies;
    this.first = rows.next();
    this.isEmpty = first == null;
  }

  @Override
  public @Nullable List<@Nullable Object> next() {
    if (isEmpty) {
      return null;
    }
    List<@Nullable Object> row = first;
    first = null;
    return row == null ? later() : row;
  }

  private @Nullable List<@Nullable Object> later() {
    try {
      List<@Nullable Object> row = rows.next();
      isEmpty = row == null;
      return row;
    } catch (LakeException e) {
      if (!Sessions.mayBeTheCopy(e)) {
        throw e;
      }
      copies.distrust();
      throw new LakeException(
          Code.IO,
          "a copy that warm made is damaged, and is not read any more: ask again (%s)"
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
