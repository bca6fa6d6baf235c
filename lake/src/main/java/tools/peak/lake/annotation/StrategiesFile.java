package tools.peak.lake.annotation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.Utf8Text;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** A TOML file with a table {@code [strategy.KEY]} for each strategy. */
public final class StrategiesFile {
  private final List<StrategyEntry> strategies;
  private final Instant lastUpdated;
  private final AliasCheck aliases;

  private StrategiesFile(List<StrategyEntry> strategies, Instant lastUpdated, AliasCheck aliases) {
    this.strategies = List.copyOf(strategies);
    this.lastUpdated = lastUpdated;
    this.aliases = aliases;
  }

  /** In the order of the file. */
  public List<StrategyEntry> strategies() {
    return strategies;
  }

  /** When the file was changed last. */
  public Instant lastUpdated() {
    return lastUpdated;
  }

  /**
   * That no name of it stands for something else by a file that was loaded before.
   *
   * @param known the strategy by each alias that is in force
   * @throws LakeException if one does, saying which, in which line, and what to do
   */
  public void requireUnambiguous(Map<String, String> known) {
    aliases.beside(known, strategies);
  }

  /**
   * Reads a file.
   *
   * @throws LakeException if it is no such file, saying what is wrong with it
   */
  public static StrategiesFile read(Path file) {
    String text = text(file);
    try {
      JsonNode tables = new TomlMapper().readTree(text).path("strategy");
      if (!tables.isObject()) {
        throw invalid(file, "no [strategy.NAME] table in it", null);
      }
      List<StrategyEntry> strategies = new ArrayList<>();
      for (Map.Entry<String, JsonNode> table : tables.properties()) {
        strategies.add(strategy(file, text, table.getKey(), table.getValue()));
      }
      AliasCheck aliases = new AliasCheck(file.toString(), TomlLines.of(text));
      aliases.within(strategies);
      return new StrategiesFile(strategies, Files.getLastModifiedTime(file).toInstant(), aliases);
    } catch (JacksonException e) {
      throw invalid(file, broken(text, e.getLocation()), e);
    } catch (IOException e) {
      throw new LakeException(Code.IO, "can't read " + file, e);
    }
  }

  private static String text(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new LakeException(Code.IO, "no file at " + file, e);
    } catch (AccessDeniedException e) {
      throw new LakeException(Code.IO, file + ": no permission to read it", e);
    } catch (IOException e) {
      throw new LakeException(
          Code.IO, Files.isDirectory(file) ? file + " is a folder" : "can't read " + file, e);
    }
    int from = Utf8Text.afterMark(bytes, bytes.length);
    String text = Utf8Text.decode(bytes, from, bytes.length);
    if (text == null || text.indexOf('\0') >= 0) {
      throw invalid(
          file,
          looksLikeUtf16(bytes) ? "is UTF-16: write UTF-8" : "is not UTF-8: write UTF-8",
          null);
    }
    return text;
  }

  /** By its mark, or by the zeros beside its first letter. */
  private static boolean looksLikeUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean hasMark = first + second == 0xFF + 0xFE && first != second;
    return hasMark || (first == 0) != (second == 0);
  }

  /** The line that stops the reader, as it stands there. */
  private static String broken(String text, @Nullable JsonLocation at) {
    List<String> lines = text.lines().toList();
    if (at == null || at.getLineNr() < 1 || at.getLineNr() > lines.size()) {
      return "is no TOML: it ends too early";
    }
    return "line "
        + at.getLineNr()
        + " is no TOML: "
        + Quoted.text(lines.get(at.getLineNr() - 1).strip());
  }

  private static StrategyEntry strategy(Path file, String toml, String key, JsonNode table) {
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
        text(table, "notes"),
        aliases(file, toml, key, table.path("aliases")));
  }

  /** One written twice, or in two spellings, is one. */
  private static List<String> aliases(Path file, String toml, String key, JsonNode list) {
    Map<String, String> aliases = new LinkedHashMap<>();
    boolean isList = list.isMissingNode() || list.isArray();
    for (JsonNode alias : list) {
      isList &= alias.isTextual();
      aliases.putIfAbsent(
          alias.asText().equals(key) ? key : AliasCheck.plain(alias.asText()), alias.asText());
    }
    if (!isList) {
      throw invalid(
          file,
          TomlLines.of(toml).ofKey(key, "aliases").map(line -> "line " + line + ": ").orElse("")
              + "aliases of strategy."
              + key
              + " are no list of names, such as aliases = [\"old_name\"]",
          null);
    }
    return List.copyOf(aliases.values());
  }

  private static @Nullable String text(JsonNode table, String name) {
    JsonNode value = table.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }

  private static LakeException invalid(Path file, String reason, @Nullable Throwable cause) {
    return new LakeException(Code.INVALID_REQUEST, file + ": " + reason, cause);
  }
}
