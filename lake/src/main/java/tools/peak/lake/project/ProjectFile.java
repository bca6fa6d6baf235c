package tools.peak.lake.project;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/**
 * A project's {@code .peak.toml}: {@code lake = "…"}, {@code columns = ["run_id", "sharpe"]} and a
 * table {@code [filters]} of filters by name.
 *
 * @param file where it lies
 * @param lake the lake's folder, by the folder of the file
 * @param columns what a query shows at a terminal, divided by commas
 * @param filters in the order of the file
 */
public record ProjectFile(
    Path file, Optional<Path> lake, Optional<String> columns, Map<String, String> filters) {
  /** The file's name. */
  public static final String NAME = ".peak.toml";

  public ProjectFile {
    filters = new LinkedHashMap<>(filters);
  }

  /** The one in a folder, or else in the nearest above it. */
  public static Optional<ProjectFile> find(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Path file = at.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return Optional.of(read(file));
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a file.
   *
   * @throws LakeException if it can't be read, or says what no project file says
   */
  public static ProjectFile read(Path file) {
    JsonNode root;
    try {
      root = new TomlMapper().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw invalid(file, "line " + e.getLocation().getLineNr() + " is no TOML");
    } catch (IOException e) {
      throw new LakeException(Code.IO, file + " can't be read: " + e.getMessage(), e);
    }
    Optional<Path> lake = Optional.empty();
    Optional<String> columns = Optional.empty();
    Map<String, String> filters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      switch (entry.getKey()) {
        case "lake" -> lake = Optional.of(lake(file, text(file, "lake", entry.getValue())));
        case "columns" -> columns = Optional.of(columns(file, entry.getValue()));
        case "filters" ->
            entry
                .getValue()
                .properties()
                .forEach(
                    filter ->
                        filters.put(
                            filter.getKey(),
                            text(file, "filters." + filter.getKey(), filter.getValue())));
        default ->
            throw invalid(file, "'" + entry.getKey() + "' is none of lake, columns, [filters]");
      }
    }
    return new ProjectFile(file, lake, columns, filters);
  }

  private static Path lake(Path file, String text) {
    try {
      return file.resolveSibling(text).normalize();
    } catch (InvalidPathException e) {
      throw invalid(file, "lake is no path: " + e.getReason());
    }
  }

  private static String columns(Path file, JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
            .map(item -> text(file, "columns", item))
            .collect(Collectors.joining(","))
        : text(file, "columns", node);
  }

  private static String text(Path file, String key, JsonNode node) {
    if (!node.isTextual() || node.asText().isBlank()) {
      throw invalid(file, key + " is no text");
    }
    return node.asText();
  }

  private static LakeException invalid(Path file, String why) {
    return new LakeException(Code.INVALID_REQUEST, file + ": " + why);
  }
}
