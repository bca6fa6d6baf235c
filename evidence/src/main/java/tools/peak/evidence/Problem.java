package tools.peak.evidence;

import java.util.List;
import java.util.Locale;

/** Why a folder was refused. The code is a contract for scripts; the reason is for people. */
public sealed interface Problem {

  /** A stable name of the kind, such as {@code invalid_json}. */
  String code();

  /** One line that names the file and what is wrong with it. */
  String reason();

  /** Known artifacts lie in the folder, but no {@code config_snapshot.json} of ours. */
  record MissingSnapshot(String found) implements Problem {
    @Override
    public String code() {
      return "missing_snapshot";
    }

    @Override
    public String reason() {
      return found
          + " without a config_snapshot.json: add one, or a params.json, params.yaml or"
          + " params.toml";
    }
  }

  /** Two files hold the parameters, and neither is ours. */
  record TwoParams(List<String> files) implements Problem {
    public TwoParams {
      files = List.copyOf(files);
    }

    @Override
    public String code() {
      return "two_params";
    }

    @Override
    public String reason() {
      return String.join(" and ", files) + " both hold the parameters: keep one";
    }
  }

  /** A file of parameters is no YAML or TOML, or not of the shape that it must have. */
  record InvalidParams(String file, String detail) implements Problem {
    @Override
    public String code() {
      return "invalid_params";
    }

    @Override
    public String reason() {
      return file + ": " + detail;
    }
  }

  /** A file that should be JSON is not, or not of the shape that it must have. */
  record InvalidJson(String file, String detail) implements Problem {
    @Override
    public String code() {
      return "invalid_json";
    }

    @Override
    public String reason() {
      return file + ": " + detail;
    }
  }

  /** A row of a CSV file can't be read. Lines count from 1, the header's. */
  record InvalidCsv(String file, long line, String detail) implements Problem {
    @Override
    public String code() {
      return "invalid_csv";
    }

    @Override
    public String reason() {
      return file + " line " + line + ": " + detail;
    }
  }

  /** A Parquet file is cut short, damaged, or of a shape that is no trades table. */
  record InvalidParquet(String file, String detail) implements Problem {
    @Override
    public String code() {
      return "invalid_parquet";
    }

    @Override
    public String reason() {
      return file + ": " + detail;
    }
  }

  /** An archive is cut short, damaged, or holds what nobody unpacks. */
  record InvalidZip(String file, String detail) implements Problem {
    @Override
    public String code() {
      return "invalid_zip";
    }

    @Override
    public String reason() {
      return file + ": " + detail;
    }
  }

  /** A tool's file, folder or store is none, is damaged, or is of a version that is not known. */
  record InvalidStore(String file, String detail) implements Problem {
    @Override
    public String code() {
      return "invalid_store";
    }

    @Override
    public String reason() {
      return file + ": " + detail;
    }
  }

  /** A run_id that no lake takes: over 1,024 characters, empty, or with a {@code ..} segment. */
  record InvalidRunId(String detail) implements Problem {
    @Override
    public String code() {
      return "invalid_run_id";
    }

    @Override
    public String reason() {
      return "run_id " + detail;
    }
  }

  /** A file is larger than is allowed. */
  record TooLarge(String file, long bytes, long limit) implements Problem {
    @Override
    public String code() {
      return "too_large";
    }

    @Override
    public String reason() {
      return file + " " + detail();
    }

    /** The reason without the file's name. */
    public String detail() {
      return String.format(Locale.ROOT, "has %,d bytes, over the limit of %,d", bytes, limit);
    }
  }

  /** A folder holds more files than a run's may. */
  record TooManyFiles(String folder, int limit) implements Problem {
    @Override
    public String code() {
      return "too_large";
    }

    @Override
    public String reason() {
      return String.format(
          Locale.ROOT,
          "%s holds more than %,d files: keep a run's artifacts in a folder of their own",
          folder,
          limit);
    }
  }

  /** A folder takes more memory than there is. */
  record TooMuchMemory(String detail) implements Problem {
    @Override
    public String code() {
      return "too_large";
    }

    @Override
    public String reason() {
      return detail;
    }
  }

  /**
   * A file or folder is a link to something outside of the tree that was scanned.
   *
   * @param target where it leads to
   * @param folder what has to be named for it to be read
   */
  record LinkLeavesTree(String file, String target, String folder) implements Problem {
    @Override
    public String code() {
      return "link_leaves_tree";
    }

    @Override
    public String reason() {
      return file + " " + detail();
    }

    /** The reason without the file's name. */
    public String detail() {
      return "is a link to %s, outside of what was scanned: name %s as well, and have links followed"
          .formatted(target, folder);
    }
  }

  /** The operating system did not let the file be read. */
  record Unreadable(String file, String detail) implements Problem {
    @Override
    public String code() {
      return "unreadable";
    }

    @Override
    public String reason() {
      return file + ": " + detail;
    }
  }

  /** What a mapping asks for is not there. */
  record Unmapped(String mapping, int line, String detail) implements Problem {
    @Override
    public String code() {
      return "unmapped";
    }

    @Override
    public String reason() {
      return mapping + " line " + line + ": " + detail;
    }
  }

  /** Two folders that are looked at together hold runs of that id, with other content. */
  record SameRunId(String runId, String otherPath) implements Problem {
    @Override
    public String code() {
      return "duplicate_run_id";
    }

    @Override
    public String reason() {
      return "run_id " + runId + " is that of " + otherPath + ", too: give each one of its own";
    }
  }

  /** The lake holds a run of that id from another path, with other content. */
  record DuplicateRunId(String runId, String otherPath) implements Problem {
    @Override
    public String code() {
      return "duplicate_run_id";
    }

    @Override
    public String reason() {
      return "run_id " + runId + " is in the lake already, from " + otherPath;
    }
  }
}
