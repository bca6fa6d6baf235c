package tools.peak.cli.output;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a column's numbers are, as far as its name tells. It decides how they are shown to eyes. */
enum Measure {
  NUMBER,
  /** A name that happens to be a number, or a setting: as it was written, with no separators. */
  NAME,
  /** A return or a fall, where 0.25 is 25 per cent. */
  FRACTION,
  /** A part of a whole, from 0 to 1; values beyond that say that somebody means something else. */
  SHARE,
  BYTES,
  SECONDS,
  MILLISECONDS,
  NANOSECONDS;

  private static final Pattern SETTINGS = Pattern.compile("(params|meta|tags)\\..*");
  private static final Pattern STATISTIC =
      Pattern.compile("_(mean|std|min|max|sum|median|p[0-9.]+)$");
  private static final Pattern NAMES =
      Pattern.compile("(.+_)?(id|(?<!per_)year|seed|seq|version|snapshot|port|pid|epoch)");
  private static final Pattern FRACTIONS =
      Pattern.compile("(.+_)?(returns?|drawdown|cagr|volatility|drag)|slippage_impact|pnl_ratio");
  private static final Pattern PHRASES = Pattern.compile("(return|max drawdown) between .*");
  private static final Pattern SHARES =
      Pattern.compile("(win|loss|hit)_rate|exposure|time_in_market");
  private static final Pattern SIZES = Pattern.compile("(.+_)?bytes");
  private static final Pattern SECONDS_NAMES = Pattern.compile("(.+_)?seconds|duration_s");

  /** Of a column such as {@code total_return}, {@code curve.cagr}, {@code sharpe_mean}. */
  static Measure of(String column) {
    String whole = column.toLowerCase(Locale.ROOT);
    if (SETTINGS.matcher(whole).matches()) {
      return NAME;
    }
    String name = STATISTIC.matcher(whole.substring(whole.lastIndexOf('.') + 1)).replaceFirst("");
    if (FRACTIONS.matcher(name).matches() || PHRASES.matcher(whole).matches()) {
      return FRACTION;
    }
    if (SHARES.matcher(name).matches()) {
      return SHARE;
    }
    if (NAMES.matcher(name).matches()) {
      return NAME;
    }
    if (SIZES.matcher(name).matches()) {
      return BYTES;
    }
    if (SECONDS_NAMES.matcher(name).matches()) {
      return SECONDS;
    }
    return name.endsWith("_ms") ? MILLISECONDS : name.endsWith("_ns") ? NANOSECONDS : NUMBER;
  }

  /** Whether 0.25 is shown as 25%. */
  boolean isPercent() {
    return this == FRACTION || this == SHARE;
  }
}
