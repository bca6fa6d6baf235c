package tools.peak.evidence.text;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a time: {@code Z}, {@code UTC}, {@code GMT}, an offset such as {@code +01},
 * {@code +0100}, {@code +01:00}, {@code UTC+1}, a zone's name such as {@code Europe/Berlin}, or an
 * offset and the name in brackets, where the offset counts.
 */
final class ZoneText {
  private static final Pattern FORM =
      Pattern.compile(
          "(?i)(Z|UTC?|GMT)?\\s*(?:([+-])(\\d{1,2})(?::?(\\d\\d)(?::?(\\d\\d))?)?)?"
              + "\\s*(?:\\[([^\\]]+)])?");
  private static final Set<String> NAMES = ZoneId.getAvailableZoneIds();

  private ZoneText() {}

  /** The zone that a text is, stripped of blanks, or null if it is none. */
  static @Nullable ZoneId parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return named(text);
    }
    if (form.group(2) != null) {
      return "Z".equalsIgnoreCase(form.group(1)) ? null : offset(form);
    }
    return form.group(1) == null ? named(String.valueOf(form.group(6))) : ZoneOffset.UTC;
  }

  private static @Nullable ZoneId named(String name) {
    if (NAMES.contains(name)) {
      return ZoneId.of(name);
    }
    return name.toUpperCase(Locale.ROOT).equals("UTC") ? ZoneOffset.UTC : null;
  }

  private static @Nullable ZoneId offset(Matcher form) {
    int sign = form.group(2).equals("-") ? -1 : 1;
    try {
      return ZoneOffset.ofHoursMinutesSeconds(
          sign * number(form.group(3)), sign * number(form.group(4)), sign * number(form.group(5)));
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
