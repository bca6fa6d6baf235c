package tools.peak.lake.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.catalog.Audit;

/**
 * Reads the audit's chain again: every row's own hash and the one before it, the numbers without a
 * gap, the head as the lake noted it, a row for every version of the lake, and the names beside the
 * chain.
 */
final class AuditCheck {
  private static final Pattern HASH = Pattern.compile("\"#?([A-Za-z0-9_-]{22})\"");

  private final Sqlite database;
  private final TreeMap<Long, String> bad = new TreeMap<>();
  private final Set<Long> versions = new HashSet<>();
  private long rows;
  private long firstVersion = Long.MAX_VALUE;
  private long last;
  private String hash = AuditRow.FIRST;

  AuditCheck(Sqlite database) {
    this.database = database;
  }

  private record Stored(AuditRow row, String hash, boolean isOfItsTypes) {
    static Stored of(ResultSet row) throws SQLException {
      return new Stored(AuditRow.of(row), AuditRow.text(row, 10), row.getInt(11) == 1);
    }
  }

  private record Name(long seq, String text) {}

  Audit.Check check() {
    database.forEach(
        Stored::of,
        this::row,
        AuditRow.SELECT.replace(
                " FROM",
                ", typeof(at) || typeof(version_before) || typeof(version_after)"
                    + " = 'integerintegerinteger' FROM")
            + "ORDER BY seq");
    head();
    versions();
    names();
    return bad.isEmpty()
        ? new Audit.Check(rows, null, "")
        : new Audit.Check(rows, bad.firstKey(), bad.firstEntry().getValue());
  }

  private void bad(long seq, String reason) {
    bad.putIfAbsent(seq, reason);
  }

  private void row(Stored stored) {
    AuditRow row = stored.row();
    rows++;
    if (row.seq() != last + 1) {
      bad(
          Math.min(row.seq(), last + 1),
          row.seq() > last + 1 ? "the row is gone" : "the row was put in");
    } else if (!row.hashBefore().equals(hash)) {
      bad(row.seq(), "the row does not follow the one before it");
    } else if (!stored.isOfItsTypes() || !row.hash().equals(stored.hash())) {
      bad(row.seq(), "the row was changed");
    }
    last = row.seq();
    hash = stored.hash();
    if (row.versionAfter() > row.versionBefore()) {
      boolean _ = versions.add(row.versionAfter());
      firstVersion = Math.min(firstVersion, row.versionAfter());
    }
  }

  /** Who drops the last rows leaves the note of them behind. */
  private void head() {
    Optional<String> noted = LakeFacts.fact(database, SqliteAudit.HEAD);
    if (noted.isEmpty()) {
      bad(last + 1, "the lake's note of the newest row is gone");
    } else if (!noted.get().equals(last + ":" + hash)) {
      @Nullable Long head = number(noted.get());
      bad(
          head != null && head > last ? last + 1 : last,
          head != null && head > last
              ? "the row is gone"
              : "the newest row is not the one that the lake noted");
    }
  }

  private static @Nullable Long number(String noted) {
    String seq = noted.substring(0, Math.max(0, noted.indexOf(':')));
    return seq.matches("\\d{1,18}") ? Long.valueOf(seq) : null;
  }

  /** Every version has its row, from the audit's first on; older ones may have expired. */
  private void versions() {
    List<Long> there = database.query(row -> row.getLong(1), "SELECT version FROM peak_versions");
    for (long version : there) {
      if (version >= firstVersion && !versions.contains(version)) {
        bad(rowBefore(version) + 1, "version " + version + " of the lake has no row");
      }
    }
  }

  private long rowBefore(long version) {
    return database
        .query(
            row -> row.getLong(1),
            "SELECT coalesce(max(seq), 0) FROM peak_audit WHERE version_after < ?",
            version)
        .getFirst();
  }

  /** A name that was put in, or changed, is in no row. */
  private void names() {
    KeyedHash keyed = KeyedHash.of(database);
    Set<String> hashes = new HashSet<>();
    long[] of = {0};
    database.forEach(
        row -> new Name(row.getLong(1), AuditRow.text(row, 2)),
        name -> {
          if (of[0] != name.seq()) {
            of[0] = name.seq();
            hashes.clear();
            hashes.addAll(hashesOf(name.seq()));
          }
          if (!hashes.contains(keyed.of(name.text()))) {
            bad(name.seq(), "a name was put beside the row that is not in it");
          }
        },
        "SELECT seq, text FROM peak_audit_names ORDER BY seq");
  }

  private Set<String> hashesOf(long seq) {
    Set<String> hashes = new HashSet<>();
    database.forEach(
        row -> AuditRow.text(row, 1),
        parameters -> {
          Matcher matcher = HASH.matcher(parameters);
          while (matcher.find()) {
            boolean _ = hashes.add(matcher.group(1));
          }
        },
        "SELECT parameters FROM peak_audit WHERE seq = ?",
        seq);
    return hashes;
  }
}
