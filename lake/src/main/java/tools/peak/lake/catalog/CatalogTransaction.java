package tools.peak.lake.catalog;

import java.time.Instant;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TablePointer;

/** A change of the lake while it is being made: nobody else sees it before it is committed. */
public interface CatalogTransaction {
  /** When this change is made; never before the newest version. */
  Instant now();

  /** The number that the version will have, if this turns out to be one. */
  long nextVersion();

  /** Where a table stands within this transaction. */
  TablePointer pointer(LakeTable table);

  /** Moves a table's pointer. */
  void move(LakeTable table, TablePointer pointer);

  /** The index of runs, to be changed. */
  RunIndex.Update runs();

  /** The folders that are refused, to be changed. */
  Rejects.Update rejects();

  /** What of the runs was not taken at its word, to be changed. */
  RunNotices.Update notices();

  /** The runs that are held, to be changed. */
  Holds.Update holds();

  /** What was planned, to be changed. */
  Plans.Update plans();

  /** What the audit is to say of this change; a change that makes a version has a row anyway. */
  Deed deed();

  /** What was done before, in whose chain this change will stand. */
  Audit.Update audit();

  /** The names of versions, to be changed. */
  VersionNames.Update versionNames();

  /** Which versions can be read, to be changed. */
  History.Update history();

  Tags tags();

  Strategies strategies();
}
