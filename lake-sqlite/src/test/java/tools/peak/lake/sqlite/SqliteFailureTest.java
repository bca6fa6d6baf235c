package tools.peak.lake.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

final class SqliteFailureTest {
  @ParameterizedTest
  @CsvSource({
    "SQLITE_BUSY, BUSY, another program keeps the catalog, true",
    "SQLITE_BUSY_SNAPSHOT, BUSY, another program keeps the catalog, true",
    "SQLITE_FULL, IO, disk full, true",
    "SQLITE_IOERR_SHMSIZE, IO, 'disk full, or it can''t be written', false",
    "SQLITE_IOERR_WRITE, IO, 'disk full, or it can''t be written', false",
    "SQLITE_IOERR_FSYNC, IO, catalog.db, false",
    "SQLITE_CANTOPEN, IO, no permission to write, false",
    "SQLITE_CORRUPT, NOT_A_LAKE, damaged, false"
  })
  void what_sqlite_refuses_is_said_in_words_with_what_is_safe_next(
      SQLiteErrorCode refused, Code code, String words, boolean isSurelyRolledBack) {
    LakeException failure =
        SqliteFailure.of(Path.of("/lake/catalog.db"), new SQLiteException("raw", refused));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessageStartingWith("/lake: ").hasMessageContaining(words);
    assertThat(SqliteFailure.isSurelyRolledBack(failure)).isEqualTo(isSurelyRolledBack);
  }
}
