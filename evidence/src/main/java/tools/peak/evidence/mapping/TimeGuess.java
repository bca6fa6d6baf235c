package tools.peak.evidence.mapping;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Value;
import tools.peak.evidence.text.TimeReader;
import tools.peak.evidence.text.TimeReading;

/**
 * How the times of a column are written, as far as some of them tell.
 *
 * @param areTimes whether they are times at all
 * @param format for {@link TimeFormat}; null where they are read as they are
 * @param comment a word on what was guessed; empty if nothing was
 */
record TimeGuess(boolean areTimes, @Nullable String format, String comment) {
  private static final Pattern YEAR_LAST =
      Pattern.compile(
          "(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d\\d)(?:([ T])\\d{1,2}:\\d\\d(:\\d\\d)?)?");

  static TimeGuess of(List<Value> values) {
    List<String> texts =
        values.stream()
            .filter(value -> value.text() != null && value.type() != Value.Type.NULL)
            .map(value -> String.valueOf(value.text()).strip())
            .toList();
    if (texts.isEmpty()) {
      return new TimeGuess(false, null, "");
    }
    Matcher first = YEAR_LAST.matcher(texts.getFirst());
    if (first.matches()) {
      return yearLast(texts, first);
    }
    boolean areTimes =
        texts.stream().noneMatch(text -> new TimeReader().read(text) instanceof TimeReading.NoTime);
    return new TimeGuess(areTimes, null, "");
  }

  /** Day and month tell which is which where one of them is over 12. */
  private static TimeGuess yearLast(List<String> texts, Matcher form) {
    boolean dayFirst = false;
    boolean monthFirst = false;
    for (String text : texts) {
      Matcher date = YEAR_LAST.matcher(text);
      if (!date.matches()) {
        return new TimeGuess(false, null, "");
      }
      dayFirst |= Integer.parseInt(date.group(1)) > 12;
      monthFirst |= Integer.parseInt(date.group(3)) > 12;
    }
    boolean isUnclear = dayFirst == monthFirst;
    boolean isMonthFirst = monthFirst || (isUnclear && form.group(2).equals("/"));
    String separator = form.group(2);
    String format =
        (isMonthFirst ? "%m" + separator + "%d" : "%d" + separator + "%m")
            + separator
            + (form.group(4).length() == 4 ? "%Y" : "%y");
    if (form.group(5) != null) {
      format += form.group(5) + "%H:%M" + (form.group(6) == null ? "" : ":%S");
    }
    return new TimeGuess(true, format, isUnclear ? "day or month first? no date tells: look" : "");
  }
}
