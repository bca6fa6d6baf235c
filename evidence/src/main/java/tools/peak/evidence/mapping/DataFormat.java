package tools.peak.evidence.mapping;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a data file is written in. */
enum DataFormat {
  CSV,
  PARQUET,
  JSON,
  JSONL,
  YAML,
  TOML;

  /** All of them, as a mapping writes them. */
  static final String WORDS = "csv, parquet, json, jsonl, yaml, toml";

  /** By the ending of a file's name, or by its own; null if it is none of these. */
  static @Nullable DataFormat named(String ending) {
    return switch (ending.toLowerCase(Locale.ROOT)) {
      case "csv", "tsv" -> CSV;
      case "parquet", "pq" -> PARQUET;
      case "json" -> JSON;
      case "jsonl", "ndjson" -> JSONL;
      case "yaml", "yml" -> YAML;
      case "toml" -> TOML;
      default -> null;
    };
  }

  /** The format of a file by its name, or null. */
  static @Nullable DataFormat ofName(String file) {
    int dot = file.lastIndexOf('.');
    return dot < 0 ? null : named(file.substring(dot + 1));
  }

  /** Whether a file of it is a table: many rows, each with the same columns. */
  boolean isTable() {
    return switch (this) {
      case CSV, PARQUET, JSONL -> true;
      case JSON, YAML, TOML -> false;
    };
  }
}
