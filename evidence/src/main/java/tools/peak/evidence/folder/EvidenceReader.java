package tools.peak.evidence.folder;

import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import tools.peak.evidence.artifact.FileReader;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.read.ParquetReader;

/**
 * Reads run folders. It opens every file once, and hashes and parses it in the same pass. What it
 * reads is as good as the folder was still: whoever needs to know looks again ({@link
 * FolderWalk#look}) and compares fingerprints.
 *
 * <p>Not thread-safe: it keeps its buffers from folder to folder. One a thread.
 */
public final class EvidenceReader {
  /** A text file of up to this many bytes is kept in the lake itself. */
  public static final int MAX_CONTENT = 64 << 10;

  private static final int MAX_TRADES_COLUMNS = 2_000;

  private final ReadLimits limits;
  private final InstantSource clock;
  private final FileReader files = new FileReader();
  private final ParquetReader parquet;

  /** A reader by the system's clock. */
  public EvidenceReader(ReadLimits limits) {
    this(limits, InstantSource.system());
  }

  public EvidenceReader(ReadLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.parquet =
        new ParquetReader(new ParquetLimits(MAX_TRADES_COLUMNS, 2L * limits.maxParquetSize()));
  }

  /**
   * Reads one folder. Whatever is wrong with it is in the answer, never thrown.
   *
   * @throws CancellationException if the thread is interrupted; it stays interrupted
   */
  public Reading read(RunFolder folder) {
    return new FolderReading(folder, clock.instant(), limits, files, parquet).read();
  }
}
