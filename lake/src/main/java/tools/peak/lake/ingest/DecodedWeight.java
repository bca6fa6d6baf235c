package tools.peak.lake.ingest;

import tools.peak.evidence.Artifact;
import tools.peak.evidence.Run;
import tools.peak.evidence.Trades;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Lengths;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.Strings;
import tools.peak.parquet.Unread;
import tools.peak.parquet.column.Texts;

/** About how many bytes of heap a run takes that was read: what batches are filled by. */
final class DecodedWeight {
  /** Of a run without rows: objects, attributes, a few files. */
  private static final long RUN = 2_000;

  private static final long POINT = 16;

  /** The columns of a trade that are numbers or times. */
  private static final long TRADE = 12 * 8;

  private static final long SPAN = 400;
  private static final long VALUE = 120;

  /** A text's object and array, without its characters. */
  private static final long TEXT = 56;

  private static final int SAMPLES = 64;

  private DecodedWeight() {}

  static long of(Run run) {
    long weight = RUN + length(run.paramsJson()) + length(run.meta().json());
    weight += VALUE * (run.params().size() + run.meta().values().size() + run.metrics().size());
    weight += POINT * run.equity().size() + SPAN * run.spans().size();
    for (Artifact artifact : run.artifacts()) {
      weight += VALUE + (artifact.content() == null ? 0 : length(artifact.content()));
    }
    Trades trades = run.trades();
    weight += TRADE * trades.size();
    weight += of(trades.symbol()) + of(trades.side());
    weight += of(trades.exitReason()) + of(trades.timeBasis());
    for (ParquetColumn other : trades.others()) {
      weight += of(other);
    }
    return weight;
  }

  private static long length(String text) {
    return TEXT + text.length();
  }

  private static long of(ParquetColumn column) {
    return switch (column) {
      case Numbers _, Integers _, Instants _ -> 8L * column.size();
      case Booleans _ -> column.size() / 4;
      case Strings strings -> of(strings.values());
      case Lengths lengths -> of(lengths.values());
      case AllMissing _, Unread _ -> 0;
    };
  }

  /** By some of its rows: most columns are alike from top to bottom. */
  private static long of(Texts texts) {
    int size = texts.size();
    int samples = Math.min(size, SAMPLES);
    long bytes = 0;
    for (int i = 0; i < samples; i++) {
      String text = texts.get((int) ((long) i * size / samples));
      bytes += text == null ? 0 : length(text);
    }
    return samples == 0 ? 0 : bytes * size / samples + 4L * size;
  }
}
