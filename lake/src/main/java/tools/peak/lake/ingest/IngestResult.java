package tools.peak.lake.ingest;

/**
 * What a pass did, in run folders.
 *
 * @param added runs that are in the lake now and were not before
 * @param replaced runs whose content changed
 * @param unchanged runs that were in the lake as they are
 * @param skipped changed runs that {@link OnConflict#SKIP} left as they were
 * @param held changed runs that stay as they were because they are held
 * @param purged runs that a policy deleted and that therefore stay out
 * @param waiting folders that somebody seems to be writing: the next pass takes them
 * @param rejected folders that were refused, known ones included
 * @param newlyRejected those of them that were refused for something not known before
 * @param notices what of the runs that it came to was not taken at its word, known before or not
 * @param passedOver folders that hold files, are no run, and lie in none
 * @param notRead data files of loaded runs that are not read, for their name or format
 * @param interrupted whether the pass was asked to stop before its end
 * @param seconds how long it took
 * @param snapshot the lake's version afterwards
 */
public record IngestResult(
    long added,
    long replaced,
    long unchanged,
    long skipped,
    long held,
    long purged,
    long waiting,
    long rejected,
    long newlyRejected,
    long notices,
    long passedOver,
    long notRead,
    boolean interrupted,
    double seconds,
    String snapshot) {}
