package tools.peak.lake.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.peak.lake.catalog.Audit;
import tools.peak.storage.Sha256;

/**
 * What a backup of one version holds. Written last: a version without one is none that was backed
 * up.
 *
 * @param version of the lake
 * @param head tells the version from one of that number in another history
 * @param lakeId the lake's identity when it was backed up
 * @param audit the newest row of the lake's audit; none in a lake that an older Peak wrote last
 * @param at when
 * @param catalog the pieces of {@code catalog.db}, in order
 * @param files what else lies in the lake's folder, by path below it
 * @param rows of each table at that version
 */
record Manifest(
    long version,
    String head,
    String lakeId,
    Optional<Audit.Head> audit,
    Instant at,
    List<Piece> catalog,
    SortedMap<String, Piece> files,
    SortedMap<String, Long> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;
  private static final int DIGEST_LETTERS = 64;
  private static final String BEGIN = "{\"sha256\":\"";
  private static final String MIDDLE = "\",\"manifest\":";

  Manifest {
    catalog = List.copyOf(catalog);
  }

  /**
   * Bytes that are kept as one object.
   *
   * @param sha256 in hexadecimal
   */
  record Piece(String sha256, long bytes) {
    /** The object's name in a backup. */
    String object() {
      return "objects/" + sha256.substring(0, 2) + "/" + sha256;
    }
  }

  /** How many files the lake's folder has, {@code catalog.db} being one. */
  int count() {
    return files.size() + 1;
  }

  long bytes() {
    return pieces().mapToLong(Piece::bytes).sum();
  }

  /** All that it needs, some more than once. */
  Stream<Piece> pieces() {
    return Stream.concat(catalog.stream(), files.values().stream());
  }

  /** One line of JSON that begins with the SHA-256 of the rest. */
  byte[] text() {
    ObjectNode document = JSON.createObjectNode();
    document.put("format", FORMAT);
    document.put("version", version);
    document.put("head", head);
    document.put("lake", lakeId);
    audit.ifPresent(
        row -> document.putObject("audit").put("seq", row.seq()).put("hash", row.hash()));
    document.put("at", at.toString());
    ObjectNode counts = document.putObject("rows");
    rows.forEach(counts::put);
    ArrayNode pieces = document.putArray("catalog");
    catalog.forEach(piece -> pieces.addArray().add(piece.sha256()).add(piece.bytes()));
    ObjectNode paths = document.putObject("files");
    files.forEach((path, piece) -> paths.putArray(path).add(piece.sha256()).add(piece.bytes()));
    String body = document.toString();
    return (BEGIN + Sha256.of(body.getBytes(UTF_8)) + MIDDLE + body + "}\n").getBytes(UTF_8);
  }

  /** Empty if it is not what was written. */
  static Optional<Manifest> read(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int body = BEGIN.length() + DIGEST_LETTERS + MIDDLE.length();
    if (!text.startsWith(BEGIN) || !text.endsWith("}\n") || text.length() < body + 2) {
      return Optional.empty();
    }
    String manifest = text.substring(body, text.length() - 2);
    String digest = text.substring(BEGIN.length(), BEGIN.length() + DIGEST_LETTERS);
    if (!digest.equals(Sha256.of(manifest.getBytes(UTF_8)))) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(JSON.readTree(manifest)));
    } catch (JacksonException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Manifest of(JsonNode document) {
    List<Piece> catalog = new ArrayList<>();
    document.path("catalog").forEach(piece -> catalog.add(piece(piece)));
    SortedMap<String, Piece> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : document.path("files").properties()) {
      files.put(file.getKey(), piece(file.getValue()));
    }
    SortedMap<String, Long> rows = new TreeMap<>();
    for (Map.Entry<String, JsonNode> table : document.path("rows").properties()) {
      rows.put(table.getKey(), table.getValue().asLong());
    }
    return new Manifest(
        document.path("version").asLong(),
        document.path("head").asText(),
        document.path("lake").asText(),
        Optional.of(document.path("audit"))
            .filter(JsonNode::isObject)
            .map(row -> new Audit.Head(row.path("seq").asLong(), row.path("hash").asText())),
        Instant.parse(document.path("at").asText()),
        catalog,
        files,
        rows);
  }

  private static Piece piece(JsonNode pair) {
    return new Piece(pair.path(0).asText(), pair.path(1).asLong());
  }
}
