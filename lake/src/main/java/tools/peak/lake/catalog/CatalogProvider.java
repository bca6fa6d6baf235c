package tools.peak.lake.catalog;

import java.nio.file.Path;
import java.time.Clock;
import tools.peak.lake.Actor;
import tools.peak.lake.FailPoint;
import tools.peak.lake.LakeException;
import tools.peak.lake.Relocated;
import tools.peak.lake.table.TableStore;
import tools.peak.lake.telemetry.LakeTelemetry;

/** Finds or makes the catalog of a lake, and refuses what is none. */
public interface CatalogProvider {
  /**
   * What a catalog works with.
   *
   * @param clock when a version is made
   * @param failPoints is told of the moments of a write
   * @param tables makes tables, and knows what other programs committed to them
   * @param runs reads the table of runs where another program changed it
   * @param actor who does what is done
   */
  record Context(
      Clock clock,
      FailPoint.Listener failPoints,
      LakeTelemetry telemetry,
      TableStore tables,
      RunsTable runs,
      Actor actor) {

    /** For whoever acts now. */
    public Context(
        Clock clock,
        FailPoint.Listener failPoints,
        LakeTelemetry telemetry,
        TableStore tables,
        RunsTable runs) {
      this(clock, failPoints, telemetry, tables, runs, Actor.current());
    }
  }

  /**
   * Opens the catalog of a lake that is there.
   *
   * @throws LakeException if there is none, or none that can be used as it is
   */
  Catalog open(Path lake, Context context);

  /**
   * Makes a lake that was moved or copied one of the place where it lies. Of a lake that lies where
   * it says nothing is changed.
   *
   * @throws LakeException if there is none, or it can't be: it is as before
   */
  Relocated relocate(Path lake, Context context);

  /**
   * Looks whether a catalog that lies in a file, and that nobody has open, is whole.
   *
   * @throws LakeException if it is damaged, or none
   */
  void requireWhole(Path file);

  /**
   * Opens the catalog of a lake, made first if the folder is missing or empty.
   *
   * @throws LakeException if something else lies there, or nothing can be written
   */
  Catalog openOrCreate(Path lake, Context context);
}
