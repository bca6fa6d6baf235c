package tools.peak.lake.iceberg;

import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots that followed one another and only added files. The last of them knows what each of the
 * others held: its files whose sequence number is no greater than theirs. So one of them is enough
 * to answer for all.
 *
 * <p>A snapshot says in its summary where its stretch began. Its id carries its sequence number, so
 * that one which the metadata no longer lists is still found by its id.
 */
final class Stretch {
  private static final String SINCE = "peak.append-since";
  private static final int RANDOM_BITS = 32;

  private Stretch() {}

  /** An id for the next snapshot of a table. */
  static long newId(TableMetadata base) {
    long random = Integer.toUnsignedLong(ThreadLocalRandom.current().nextInt());
    return (base.nextSequenceNumber() << RANDOM_BITS) | random;
  }

  /** The sequence number that an id of ours carries. */
  static long sequence(long snapshotId) {
    return snapshotId >>> RANDOM_BITS;
  }

  /** The property of a snapshot that adds files to what a table holds now. */
  static String sinceOfAppend(TableMetadata base) {
    Snapshot parent = base.currentSnapshot();
    Long since =
        parent == null || parent.sequenceNumber() != base.lastSequenceNumber() // rolled back
            ? null
            : since(parent);
    return Long.toString(since == null ? base.nextSequenceNumber() : since);
  }

  /** The property of a snapshot that takes files out. */
  static String sinceOfReplace(TableMetadata base) {
    return Long.toString(base.nextSequenceNumber());
  }

  /** The name of that property. */
  static String property() {
    return SINCE;
  }

  /** The first sequence number that a snapshot can answer for; null if it speaks for itself. */
  static @Nullable Long since(Snapshot snapshot) {
    String since = snapshot.summary() == null ? null : snapshot.summary().get(SINCE);
    return since != null
            && since.matches("\\d{1,18}")
            && sequence(snapshot.snapshotId()) == snapshot.sequenceNumber()
        ? Long.valueOf(since)
        : null;
  }

  /** Whether a later snapshot knows what one held. */
  static boolean covers(Snapshot later, Snapshot one) {
    Long since = since(later);
    return since != null
        && since(one) != null
        && since <= one.sequenceNumber()
        && one.sequenceNumber() < later.sequenceNumber();
  }

  /** The snapshot that knows what one held that the metadata no longer lists. */
  static Optional<Snapshot> covering(TableMetadata table, long snapshotId) {
    long sequence = sequence(snapshotId);
    return table.snapshots().stream()
        .filter(
            later -> {
              Long since = since(later);
              return since != null && since <= sequence && sequence < later.sequenceNumber();
            })
        .min(Comparator.comparingLong(Snapshot::sequenceNumber));
  }
}
