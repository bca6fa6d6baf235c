package tools.peak.lake.annotation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/**
 * A TOML file with a table {@code [strategy.KEY]} for each strategy.
 *
 * @param lastUpdated when the file was changed last
 */
public record StrategiesFile(List<StrategyEntry> strategies, Instant lastUpdated) {

  public StrategiesFile {
    strategies = List.copyOf(strategies);
  }

  /**
   * Reads a file.
   *
   * @throws LakeException if it is no such file, saying what is wrong with it
   */
  public static StrategiesFile read(Path file) {
    try {
      JsonNode tables = new TomlMapper().readTree(Files.readString(file)).path("strategy");
      if (!tables.isObject()) {
        throw invalid(file, "no [strategy.NAME] table in it", null);
      }
      List<StrategyEntry> strategies = new ArrayList<>();
      for (Map.Entry<String, JsonNode> table : tables.properties()) {
        strategies.add(strategy(file, table.getKey(), table.getValue()));
      }
      return new StrategiesFile(strategies, Files.getLastModifiedTime(file).toInstant());
    } catch (JacksonException e) {
      throw invalid(file, "no TOML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new LakeException(Code.IO, "can't read " + file, e);
    }
  }

  private static StrategyEntry strategy(Path file, String key, JsonNode table) {
    if (!table.isObject()) {
      throw invalid(file, "strategy." + key + " is no table", null);
    }
    JsonNode allowLive = table.path("allow_live");
    return new StrategyEntry(
        key,
        text(table, "tier"),
        text(table, "category"),
        text(table, "recommended_config_id"),
        allowLive.isBoolean() ? allowLive.booleanValue() : null,
        text(table, "label"),
        text(table, "risk_profile"),
        text(table, "owner"),
        table.has("tags") ? table.get("tags").toString() : null,
        text(table, "notes"));
  }

  private static @Nullable String text(JsonNode table, String name) {
    JsonNode value = table.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }

  private static LakeException invalid(Path file, String reason, @Nullable Throwable cause) {
    return new LakeException(Code.INVALID_REQUEST, file + ": " + reason, cause);
  }
}
