package tools.peak.lake.backup;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an object of a backup is called. */
final class ObjectNames {
  /** Says that a place is a backup, and of which lake. */
  static final String MARKER = "peak-backup.json";

  /** Says which manifest is the newest, lest a listing lacks it. */
  static final String NEWEST = "newest.json";

  /** There while a backup is pruned. */
  static final String PRUNING = "pruning.json";

  /** What is at work with the backup, one object each. */
  static final String RUNNING = "running/";

  static final String MANIFESTS = "manifests/";
  static final String FILES = "files/";
  static final String PIECES = "pieces/";

  private static final Pattern MANIFEST = Pattern.compile("manifests/(\\d{10,18})\\.jsonl");

  private ObjectNames() {}

  static String manifest(long version) {
    return String.format(Locale.ROOT, "%s%010d.jsonl", MANIFESTS, version);
  }

  /** The version of a manifest; empty for what is none. */
  static OptionalLong version(String name) {
    Matcher manifest = MANIFEST.matcher(name);
    return manifest.matches()
        ? OptionalLong.of(Long.parseLong(manifest.group(1)))
        : OptionalLong.empty();
  }
}
