package tools.peak.lake.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A row of the audit without its own hash.
 *
 * @param at microseconds since the epoch, UTC
 * @param parameters a JSON object
 * @param hashBefore the hash of the row before; {@link #FIRST} for the first
 */
record AuditRow(
    long seq,
    long at,
    String actor,
    String host,
    String action,
    String parameters,
    long versionBefore,
    long versionAfter,
    String hashBefore) {

  /** What stands before the first row. */
  static final String FIRST = "0".repeat(64);

  static final String SELECT =
      "SELECT seq, at, actor, host, action, parameters, version_before, version_after,"
          + " hash_before, hash FROM peak_audit ";

  /** Reads the columns of {@link #SELECT}; a value that is NULL was put there by somebody else. */
  static AuditRow of(ResultSet row) throws SQLException {
    return new AuditRow(
        row.getLong(1),
        row.getLong(2),
        text(row, 3),
        text(row, 4),
        text(row, 5),
        text(row, 6),
        row.getLong(7),
        row.getLong(8),
        text(row, 9));
  }

  static String text(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNullElse(row.getString(column), "");
  }

  /**
   * SHA-256, in hexadecimal, over the row's values as netstrings (length in bytes, colon, UTF-8,
   * comma), hash_before first, then in the order of the columns: nobody needs Peak to check it.
   */
  String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object value :
          List.of(
              hashBefore, seq, at, actor, host, action, parameters, versionBefore, versionAfter)) {
        byte[] bytes = value.toString().getBytes(UTF_8);
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
        digest.update((byte) ',');
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
