package tools.peak.parquet.format;

/** The format's own numbers of the kinds of pages. */
public final class PageType {
  public static final int DATA = 0;
  public static final int DICTIONARY = 2;
  public static final int DATA_V2 = 3;

  private PageType() {}
}
