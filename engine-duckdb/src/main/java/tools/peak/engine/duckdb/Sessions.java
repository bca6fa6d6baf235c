package tools.peak.engine.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import tools.peak.engine.duckdb.session.AttachedCopies;
import tools.peak.engine.duckdb.session.DuckDbFailures;
import tools.peak.engine.duckdb.session.QuerySession;
import tools.peak.engine.duckdb.session.TagTables;
import tools.peak.lake.LakeException;
import tools.peak.lake.query.plan.View;

/**
 * Opens sessions on a database. A copy is never what an answer rests on: where one can't be read,
 * the tables are asked in its place, and it is not asked again.
 */
final class Sessions {
  private final Databases databases;
  private final AttachedCopies copies;

  /** An open database and what it holds of the catalogs. */
  record Database(DuckDBConnection connection, TagTables tags) {}

  /** Opens the database when it is needed. */
  @FunctionalInterface
  interface Databases {
    Database open() throws SQLException;
  }

  /** A question. */
  @FunctionalInterface
  interface Asking<T> {
    T of(QuerySession session) throws SQLException;
  }

  Sessions(Databases databases, AttachedCopies copies) {
    this.databases = databases;
    this.copies = copies;
  }

  private QuerySession session(View snapshot, boolean withCopies) throws SQLException {
    Database open = databases.open();
    AttachedCopies.Lease lease = withCopies ? copies.lease(open.connection()) : copies.none();
    boolean isOpen = false;
    try {
      QuerySession session = new QuerySession(open.connection(), open.tags(), lease, snapshot);
      isOpen = true;
      return session;
    } finally {
      if (!isOpen) {
        lease.close();
      }
    }
  }

  /** Asks, and closes the session. */
  <T> T ask(View snapshot, Asking<T> asking) throws SQLException {
    return open(
        snapshot,
        session -> {
          T answer = asking.of(session);
          session.close();
          return answer;
        });
  }

  /** Asks; the answer closes the session. */
  <T> T open(View snapshot, Asking<T> asking) throws SQLException {
    QuerySession session = session(snapshot, true);
    try {
      return closedOnFailure(session, asking);
    } catch (SQLException | LakeException e) {
      if (session.copies().runs().isEmpty() || !mayBeTheCopy(e)) {
        throw e;
      }
      T answer;
      try {
        answer = closedOnFailure(session(snapshot, false), asking);
      } catch (SQLException | LakeException again) {
        e.addSuppressed(again);
        throw e; // so it was not the copy
      }
      session.copies().distrust();
      return answer;
    }
  }

  static boolean mayBeTheCopy(Exception failure) {
    LakeException told =
        switch (failure) {
          case LakeException known -> known;
          case SQLException sql -> DuckDbFailures.of(sql);
          default -> throw new IllegalArgumentException(failure);
        };
    return told.code() == LakeException.Code.IO;
  }

  private static <T> T closedOnFailure(QuerySession session, Asking<T> asking) throws SQLException {
    boolean done = false;
    try {
      T result = asking.of(session);
      done = true;
      return result;
    } finally {
      if (!done) {
        session.close();
      }
    }
  }
}
