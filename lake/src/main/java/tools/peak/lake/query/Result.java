package tools.peak.lake.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Column;

/**
 * An answer.
 *
 * @param snapshot the version of the lake that it came from
 * @param columns what the rows consist of
 * @param rows values are String, Long, Integer, Double, Boolean, BigDecimal, BigInteger, LocalDate,
 *     LocalTime, Instant, Map, List or null
 * @param truncated whether the limit cut it off
 * @param next when it was cut off: where the next page begins, for {@link TableQuery#after}
 */
public record Result(
    String snapshot,
    List<Column> columns,
    List<List<@Nullable Object>> rows,
    boolean truncated,
    Optional<String> next) {
  public Result {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }
}
