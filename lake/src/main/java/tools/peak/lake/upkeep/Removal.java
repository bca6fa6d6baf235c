package tools.peak.lake.upkeep;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import tools.peak.lake.FailPoint;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/** Deletes files; one that can't be deleted does not keep the others from it. */
record Removal(Storage storage, FailPoint.Listener milestones) {
  /**
   * What was deleted.
   *
   * @param files those that are gone now, also by somebody else
   */
  record Deleted(List<Location> files, long count, long bytes) {}

  Deleted of(List<Location> files) {
    List<Location> gone = new ArrayList<>();
    long count = 0;
    long bytes = 0;
    milestones.reached(FailPoint.BEFORE_REMOVAL);
    for (int i = 0; i < files.size(); i++) {
      Location file = files.get(i);
      if (i == (files.size() + 1) / 2) {
        milestones.reached(FailPoint.AMID_REMOVAL);
      }
      try {
        long size = storage.size(file);
        storage.delete(file);
        gone.add(file);
        count++;
        bytes += size;
      } catch (NoSuchFileException e) {
        gone.add(file);
      } catch (IOException e) {
        // It stays, and is tried again the next time.
      }
    }
    milestones.reached(FailPoint.AFTER_REMOVAL);
    return new Deleted(gone, count, bytes);
  }
}
