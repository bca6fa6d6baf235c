package tools.peak.lake.query.filter;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.peak.lake.LakeException;

/** How long a period is. Weeks are ISO 8601's: they start on Monday. */
public enum Grain {
  DAY,
  WEEK,
  MONTH,
  QUARTER,
  YEAR;

  /**
   * The grain of that name.
   *
   * @throws LakeException when there is none
   */
  public static Grain of(String name) {
    return Arrays.stream(values())
        .filter(grain -> grain.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LakeException(
                    LakeException.Code.INVALID_REQUEST,
                    "no period '%s'; there are %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(grain -> grain.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }
}
