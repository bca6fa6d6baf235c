package tools.peak.parquet.format;

/** The four bytes at both ends of a file. */
public final class Magic {
  public static final int PLAIN = 'P' | 'A' << 8 | 'R' << 16 | '1' << 24;
  public static final int ENCRYPTED = 'P' | 'A' << 8 | 'R' << 16 | 'E' << 24;

  private Magic() {}
}
