package tools.peak.lake.upkeep;

import java.util.Locale;

/** Something that is wrong with a lake. The code is a contract for scripts. */
public sealed interface Finding {

  /** A stable name of the kind, such as {@code missing_file}. */
  String code();

  /** One line that names the file or run. */
  String reason();

  /** The file that it is about; empty if it is about rows, an index or the audit. */
  default String path() {
    return "";
  }

  /** A file that the lake names is not there. */
  record MissingFile(String path) implements Finding {
    @Override
    public String code() {
      return "missing_file";
    }

    @Override
    public String reason() {
      return path + " is gone";
    }
  }

  /** A row of the audit is not what was written. */
  record BrokenAudit(long seq, String detail) implements Finding {
    @Override
    public String code() {
      return "broken_audit";
    }

    @Override
    public String reason() {
      return String.format(Locale.ROOT, "the audit is not whole: row %d: %s", seq, detail);
    }
  }

  /** A file is there and can't be read. */
  record DamagedFile(String path, String detail) implements Finding {
    @Override
    public String code() {
      return "damaged_file";
    }

    @Override
    public String reason() {
      return path + " can't be read: " + detail;
    }
  }

  /** A file holds other bytes than those that were committed: a disk or a program changed it. */
  record ChangedFile(String path) implements Finding {
    @Override
    public String code() {
      return "changed_file";
    }

    @Override
    public String reason() {
      return path + " holds other bytes than were committed";
    }
  }

  /** A file is not as long as it was when it was committed. */
  record WrongSize(String path, long expected, long actual) implements Finding {
    @Override
    public String code() {
      return "wrong_size";
    }

    @Override
    public String reason() {
      return String.format(Locale.ROOT, "%s has %,d bytes instead of %,d", path, actual, expected);
    }
  }

  /** A file holds another number of rows than its table says. */
  record WrongRows(String path, long expected, long actual) implements Finding {
    @Override
    public String code() {
      return "wrong_rows";
    }

    @Override
    public String reason() {
      return String.format(Locale.ROOT, "%s has %,d rows instead of %,d", path, actual, expected);
    }
  }

  /** What a table says of a column of a file is not so: questions may leave rows out. */
  record WrongStatistics(String path, String column, String detail) implements Finding {
    @Override
    public String code() {
      return "wrong_statistics";
    }

    @Override
    public String reason() {
      return path + ": column " + column + " " + detail;
    }
  }

  /** Rows of a run that is not in {@code runs}. */
  record RowsWithoutRun(String table, String runId, long rows) implements Finding {
    @Override
    public String code() {
      return "rows_without_run";
    }

    @Override
    public String reason() {
      return String.format(
          Locale.ROOT, "%s has %,d rows of %s, which is no run of the lake", table, rows, runId);
    }
  }

  /** A run_id stands in {@code runs} more than once. */
  record DuplicateRun(String runId, long rows) implements Finding {
    @Override
    public String code() {
      return "duplicate_run";
    }

    @Override
    public String reason() {
      return String.format(Locale.ROOT, "run %s is in the lake %,d times", runId, rows);
    }
  }

  /** The index of runs and the table {@code runs} don't tell the same of a run. */
  record IndexDiffers(String runId, String detail) implements Finding {
    @Override
    public String code() {
      return "index_differs";
    }

    @Override
    public String reason() {
      return "run " + runId + " " + detail;
    }
  }
}
