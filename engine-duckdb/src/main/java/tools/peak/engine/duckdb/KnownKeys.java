package tools.peak.engine.duckdb;

import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.peak.engine.duckdb.session.Answer;
import tools.peak.engine.duckdb.session.DuckDbFailures;
import tools.peak.engine.duckdb.session.QuerySession;
import tools.peak.engine.duckdb.sql.Scan;
import tools.peak.engine.duckdb.sql.SqlText;
import tools.peak.lake.query.filter.Keys;
import tools.peak.lake.query.filter.Space;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.table.TableSnapshot;

/** The keys that rows use, found by reading them and remembered for a few versions of the lake. */
final class KnownKeys {
  private static final int VERSIONS = 4;

  private final Sessions sessions;
  private final Map<Long, OfVersion> versions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, OfVersion> eldest) {
          return size() > VERSIONS;
        }
      };

  /** Opens sessions. */
  @FunctionalInterface
  interface Sessions {
    QuerySession open(View snapshot) throws SQLException;
  }

  KnownKeys(Sessions sessions) {
    this.sessions = sessions;
  }

  synchronized Keys of(View snapshot) {
    return versions.computeIfAbsent(snapshot.version(), _ -> new OfVersion(sessions, snapshot));
  }

  private record Probe(Space space, String key) {}

  private static final class OfVersion implements Keys {
    private final Sessions sessions;
    private final View snapshot;
    private final Map<Probe, Boolean> probes = new ConcurrentHashMap<>();
    private final Map<Space, Set<String>> all = new ConcurrentHashMap<>();

    OfVersion(Sessions sessions, View snapshot) {
      this.sessions = sessions;
      this.snapshot = snapshot;
    }

    @Override
    public boolean contains(Space space, String key) {
      Set<String> known = space == Space.TAGS ? all(space) : all.get(space);
      return known != null
          ? known.contains(key)
          : probes.computeIfAbsent(new Probe(space, key), this::probe);
    }

    @Override
    public Set<String> all(Space space) {
      return all.computeIfAbsent(space, this::read);
    }

    /** Ends at the first row that has the key. */
    private boolean probe(Probe probe) {
      try (QuerySession session = sessions.open(snapshot)) {
        SqlText sql = new SqlText();
        Scan scan = scan(probe.space(), session);
        String map = scan.column(column(probe.space()));
        sql.append("SELECT 1 FROM " + scan.relation() + " WHERE map_contains(" + map + ", ")
            .bind(probe.key())
            .append(")");
        try (Answer answer = session.query(sql.append(" LIMIT 1"))) {
          return answer.rows().next();
        }
      } catch (SQLException e) {
        throw DuckDbFailures.of(e);
      }
    }

    private Set<String> read(Space space) {
      Set<String> keys = new TreeSet<>();
      if (space == Space.TAGS) {
        try (QuerySession session = sessions.open(snapshot)) {
          return session.tags().keys();
        } catch (SQLException e) {
          throw DuckDbFailures.of(e);
        }
      }
      try (QuerySession session = sessions.open(snapshot);
          Answer answer = session.query(all(space, session))) {
        while (answer.rows().next()) {
          keys.add(answer.rows().getString(1));
        }
      } catch (SQLException e) {
        throw DuckDbFailures.of(e);
      }
      return Collections.unmodifiableSet(keys);
    }

    private SqlText all(Space space, QuerySession session) {
      Scan scan = scan(space, session);
      String map = scan.column(column(space));
      return SqlText.of(
          "SELECT DISTINCT unnest(map_keys(%1$s)) FROM %2$s WHERE cardinality(%1$s) > 0"
              .formatted(map, scan.relation()));
    }

    private Scan scan(Space space, QuerySession session) {
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
}
