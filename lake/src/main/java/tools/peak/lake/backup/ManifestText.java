package tools.peak.lake.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.peak.lake.backup.Manifest.LakeFile;
import tools.peak.lake.backup.Manifest.Origin;
import tools.peak.lake.backup.Manifest.Piece;
import tools.peak.lake.backup.Manifest.Whole;

/**
 * A manifest as it is stored: a line of JSON of what it is, one of each piece and each file, and
 * last one with the SHA-256 of all bytes before it.
 */
final class ManifestText {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory LINES = JsonFactory.builder().build();

  /** Says why a text is no manifest. */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String reason) {
      super(reason);
    }
  }

  private ManifestText() {}

  static byte[] of(Manifest manifest) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = LINES.createGenerator(text)) {
      json.setRootValueSeparator(null);
      header(json, manifest);
      for (Piece piece : manifest.catalog().pieces()) {
        json.writeStartObject();
        json.writeStringField("piece", piece.sha256());
        json.writeNumberField("bytes", piece.bytes());
        end(json);
      }
      for (LakeFile file : manifest.files()) {
        json.writeStartObject();
        json.writeStringField("file", file.path());
        json.writeNumberField("bytes", file.bytes());
        json.writeStringField("sha256", file.sha256());
        end(json);
      }
      json.flush();
      byte[] before = text.toByteArray();
      text.writeBytes(last(Digest.of(before, before.length)).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written but memory
    }
    return text.toByteArray();
  }

  private static String last(String sha256) {
    return "{\"sha256\":\"" + sha256 + "\"}\n";
  }

  private static void end(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static void header(JsonGenerator json, Manifest manifest) throws IOException {
    Origin origin = manifest.origin();
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeStringField("lake", origin.lake());
    json.writeNumberField("version", origin.version());
    json.writeStringField("committed_at", origin.committedAt().toString());
    json.writeStringField("operation", origin.operation());
    json.writeStringField("head", origin.head());
    json.writeStringField("audit_head", origin.auditHead());
    json.writeStringField("location", origin.location());
    json.writeStringField("made_at", manifest.madeAt().toString());
    if (manifest.previous() != null) {
      json.writeNumberField("previous", manifest.previous());
    }
    json.writeNumberField("runs", manifest.runs());
    json.writeNumberField("files", manifest.files().size());
    json.writeNumberField("pieces", manifest.catalog().pieces().size());
    if (manifest.settings().isPresent()) {
      json.writeNumberField("settings_bytes", manifest.settings().get().bytes());
      json.writeStringField("settings_sha256", manifest.settings().get().sha256());
    }
    end(json);
  }

  /**
   * Reads one.
   *
   * @throws Damaged if a byte of it isn't what was written
   */
  static Manifest read(byte[] text) throws Damaged {
    int last = text.length - last("0".repeat(64)).length();
    if (last < 0) {
      throw new Damaged("it is cut short");
    }
    if (!new String(text, last, text.length - last, UTF_8).equals(last(Digest.of(text, last)))) {
      throw new Damaged("its checksum is not that of what it says");
    }
    try {
      return parsed(new String(text, 0, last, UTF_8).lines().toList());
    } catch (JsonProcessingException | RuntimeException e) {
      throw new Damaged("its checksum is right and it says nothing: " + e.getMessage());
    }
  }

  private static Manifest parsed(List<String> lines) throws JsonProcessingException, Damaged {
    JsonNode header = JSON.readTree(lines.getFirst());
    if (header.path("format").asInt() != FORMAT) {
      throw new Damaged(
          "a newer Peak wrote it (format " + header.path("format").asText() + "): upgrade Peak");
    }
    int pieces = header.path("pieces").intValue();
    int files = header.path("files").intValue();
    if (lines.size() != 1 + pieces + files) {
      throw new Damaged("it lacks lines");
    }
    List<Piece> catalog = new ArrayList<>(pieces);
    for (String line : lines.subList(1, 1 + pieces)) {
      JsonNode piece = JSON.readTree(line);
      catalog.add(new Piece(text(piece, "piece"), piece.path("bytes").longValue()));
    }
    List<LakeFile> content = new ArrayList<>(files);
    for (String line : lines.subList(1 + pieces, lines.size())) {
      JsonNode file = JSON.readTree(line);
      content.add(
          new LakeFile(text(file, "file"), file.path("bytes").longValue(), text(file, "sha256")));
    }
    return new Manifest(
        new Origin(
            text(header, "lake"),
            header.path("version").longValue(),
            Instant.parse(text(header, "committed_at")),
            text(header, "operation"),
            text(header, "head"),
            text(header, "audit_head"),
            text(header, "location")),
        Instant.parse(text(header, "made_at")),
        header.has("previous") ? header.path("previous").longValue() : null,
        header.path("runs").longValue(),
        new Whole(catalog),
        header.has("settings_sha256")
            ? Optional.of(
                new Piece(
                    text(header, "settings_sha256"), header.path("settings_bytes").longValue()))
            : Optional.empty(),
        content);
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("it lacks " + name);
    }
    return value.textValue();
  }
}
