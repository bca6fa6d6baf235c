package tools.peak.lake.write;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import tools.peak.lake.LakeException;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.CatalogTransaction;
import tools.peak.lake.catalog.Commit;
import tools.peak.lake.table.NewFile;

/** A change of the lake that writes files on its way: none of them outlives a sure roll-back. */
public final class FileChange {
  private FileChange() {}

  /**
   * Makes it.
   *
   * @param work puts each file that it wrote into the list that it is given
   * @throws LakeException if the change was not made, or nobody knows whether it was
   */
  public static <T> T make(
      Catalog catalog,
      BatchWriter writer,
      String operation,
      BiFunction<CatalogTransaction, List<NewFile>, T> work) {
    List<NewFile> files = new ArrayList<>();
    Commit<T> commit;
    try {
      commit = catalog.write(operation, change -> work.apply(change, files));
    } catch (RuntimeException | Error e) {
      writer.discard(files); // what a catalog throws, it rolled back: nothing names them
      throw e;
    }
    if (commit instanceof Commit.RolledBack<T>) {
      writer.discard(files);
    }
    return commit.orElseThrow();
  }
}
