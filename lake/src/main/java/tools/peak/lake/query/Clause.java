package tools.peak.lake.query;

import java.util.List;
import tools.peak.lake.AsOf;
import tools.peak.lake.query.filter.BoundValues;
import tools.peak.lake.query.filter.Grain;

/** A part of a question, as it was asked. */
sealed interface Clause {
  record At(AsOf asOf) implements Clause {}

  record Where(String condition, BoundValues values) implements Clause {}

  record OfRuns(List<String> runIds) implements Clause {
    public OfRuns {
      runIds = List.copyOf(runIds);
    }
  }

  record CurrentNames() implements Clause {}

  record Columns(String columns) implements Clause {}

  record OrderBy(String keys) implements Clause {}

  record Limit(long rows) implements Clause {}

  record After(String key) implements Clause {}

  record By(String columns) implements Clause {}

  record ByPeriod(Grain grain) implements Clause {}

  record Agg(String aggregate) implements Clause {}

  record InPeriod(String period) implements Clause {}

  record Having(String condition, BoundValues values) implements Clause {}
}
