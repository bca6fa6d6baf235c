package tools.peak.engine.duckdb;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.peak.engine.duckdb.session.Answer;
import tools.peak.engine.duckdb.session.QuerySession;
import tools.peak.engine.duckdb.session.UnreadableFiles;
import tools.peak.engine.duckdb.sql.Scan;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.filter.Space;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableSnapshot;

/** The keys that rows use, found by reading them and remembered for as long as there is room. */
final class KnownKeys {
  /** What is remembered may take so many characters. */
  private static final long MOST_CHARACTERS = 16_000_000;

  private static final int MOST_PROBES = 100_000;

  private final Sessions sessions;

  /** Who asks while another reads waits for the one answer. */
  private final Cache<KeysOf, Set<String>> sets =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumWeight(MOST_CHARACTERS)
          .weigher((KeysOf _, Set<String> keys) -> characters(keys))
          .build();

  private final Cache<Probe, Boolean> probes =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST_PROBES).build();

  private record KeysOf(long version, Space space) {}

  private record Probe(KeysOf keys, String key) {}

  KnownKeys(Sessions sessions) {
    this.sessions = sessions;
  }

  Keys of(View snapshot) {
    return new Keys() {
      @Override
      public boolean contains(Space space, String key) {
        KeysOf keys = new KeysOf(snapshot.version(), space);
        Set<String> known = space == Space.TAGS ? all(space) : sets.getIfPresent(keys);
        return known != null
            ? known.contains(key)
            : probes.get(new Probe(keys, key), probe -> probe(probe, snapshot));
      }

      @Override
      public Set<String> all(Space space) {
        return sets.get(
            new KeysOf(snapshot.version(), space), keys -> read(keys.space(), snapshot));
      }

      @Override
      public SortedMap<String, Long> withoutNumber(String metric) {
        return texts(metric, snapshot);
      }
    };
  }

  private static int characters(Set<String> keys) {
    long characters = keys.stream().mapToLong(key -> 64L + key.length()).sum();
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, characters));
  }

  /** Ends at the first row that has the key. */
  private boolean probe(Probe probe, View snapshot) {
    try {
      return sessions.ask(
          snapshot,
          session -> {
            SqlText sql = new SqlText();
            Space space = probe.keys().space();
            Scan scan = scan(space, session, snapshot);
            String map = scan.column(column(space));
            sql.append("SELECT 1 FROM " + scan.relation() + " WHERE map_contains(" + map + ", ")
                .bind(probe.key())
                .append(")");
            try (Answer answer = session.query(sql.append(" LIMIT 1"))) {
              return answer.rows().next();
            }
          });
    } catch (SQLException e) {
      throw UnreadableFiles.of(e, snapshot);
    }
  }

  private Set<String> read(Space space, View snapshot) {
    try {
      return sessions.ask(
          snapshot,
          session -> {
            if (space == Space.TAGS) {
              return session.tags().keys();
            }
            Set<String> keys = new TreeSet<>();
            try (Answer answer = session.query(all(space, session, snapshot))) {
              while (answer.rows().next()) {
                keys.add(answer.rows().getString(1));
              }
            }
            return Collections.unmodifiableSet(keys);
          });
    } catch (SQLException e) {
      throw UnreadableFiles.of(e, snapshot);
    }
  }

  private SortedMap<String, Long> texts(String metric, View snapshot) {
    try {
      return sessions.ask(
          snapshot,
          session -> {
            Scan scan = scan(Space.OVERFLOW, session, snapshot);
            String texts = scan.column("stats_text");
            SqlText sql =
                SqlText.of(
                        "SELECT CASE WHEN text LIKE '{%' THEN 'an object' WHEN text LIKE '[%' THEN 'a"
                            + " list' WHEN text IN ('true', 'false') THEN 'true or false' ELSE 'a text'"
                            + " END AS what, count(*) FROM (SELECT ")
                    .append(texts + "[")
                    .bind(metric)
                    .append(
                        "] AS text FROM "
                            + scan.relation()
                            + ") WHERE text IS NOT NULL GROUP BY 1");
            SortedMap<String, Long> counts = new TreeMap<>();
            try (Answer answer = session.query(sql)) {
              while (answer.rows().next()) {
                counts.put(answer.rows().getString(1), answer.rows().getLong(2));
              }
            }
            return counts;
          });
    } catch (SQLException e) {
      throw UnreadableFiles.of(e, snapshot);
    }
  }

  private static SqlText all(Space space, QuerySession session, View snapshot) {
    Scan scan = scan(space, session, snapshot);
    String map = scan.column(column(space));
    return SqlText.of(
        "SELECT DISTINCT unnest(map_keys(%1$s)) FROM %2$s WHERE cardinality(%1$s) > 0"
            .formatted(map, scan.relation()));
  }

  private static Scan scan(Space space, QuerySession session, View snapshot) {
    LakeTable table =
        switch (space) {
          case OTHERS -> LakeTable.TRADES;
          case ATTRIBUTES, RESOURCE -> LakeTable.SPANS;
          case PARAMS, META, OVERFLOW, TAGS -> LakeTable.RUNS;
        };
    TableSnapshot content = Objects.requireNonNull(snapshot.tables().get(table));
    return new Scan(content, table == LakeTable.RUNS ? session.hot() : Optional.empty());
  }

  private static String column(Space space) {
    return switch (space) {
      case PARAMS -> "params";
      case META -> "meta";
      case ATTRIBUTES -> "attributes";
      case RESOURCE -> "resource";
      case OTHERS -> "others";
      case OVERFLOW -> "overflow";
      case TAGS -> throw new IllegalArgumentException("tags are a table of their own");
    };
  }
}
