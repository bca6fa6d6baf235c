package tools.peak.cli.output;

import java.util.Locale;

/** Numbers of things as people say them. */
public final class Counted {
  private Counted() {}

  /** Such as {@code 1 run}, {@code 2,000 runs}. */
  public static String of(long count, String one) {
    return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, one);
  }
}
