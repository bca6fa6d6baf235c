package tools.peak.lake.iceberg;

import static org.apache.iceberg.RewriteTablePathUtil.newPath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.RewriteTablePathUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * A table whose files lie elsewhere than its metadata says: all of the metadata is written anew,
 * under new names beside the old, with the places where the files are. What is there is not
 * touched, so a crash leaves the table as it was.
 */
final class Relocation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileIO io;
  private final String from;
  private final String to;
  private final String name;

  /**
   * @param io reads and writes where the files are
   * @param from the folder that the metadata names
   * @param to where it lies now
   * @param name tells this relocation from others, as a folder below that of the metadata
   */
  Relocation(FileIO io, String from, String to, String name) {
    this.io = io;
    this.from = from;
    this.to = to;
    this.name = name;
  }

  /** The metadata, to be written. */
  TableMetadata of(String metadataFile) throws IOException {
    FileIO moved = new MovedFiles();
    TableMetadata before = TableMetadataParser.read(moved, metadataFile);
    String folder = RewriteTablePathUtil.combinePaths(before.location(), "metadata");
    String fresh = RewriteTablePathUtil.combinePaths(here(folder), name);
    Map<String, Long> manifests = manifests(before, moved, folder, fresh);
    for (Snapshot snapshot : before.snapshots()) {
      var _ =
          RewriteTablePathUtil.rewriteManifestList(
              snapshot,
              moved,
              before,
              manifests,
              folder,
              fresh,
              fresh + "/",
              newPath(snapshot.manifestListLocation(), folder, fresh));
    }
    return TableMetadataParser.fromJson(json(metadataFile, folder, fresh).toString());
  }

  /** Writes each manifest anew, once; its new length by the old path. */
  private Map<String, Long> manifests(
      TableMetadata table, FileIO moved, String folder, String fresh) throws IOException {
    Set<Long> snapshots =
        table.snapshots().stream().map(Snapshot::snapshotId).collect(Collectors.toSet());
    Map<String, Long> lengths = new HashMap<>();
    for (Snapshot snapshot : table.snapshots()) {
      for (ManifestFile manifest : snapshot.allManifests(moved)) {
        if (!lengths.containsKey(manifest.path())) {
          OutputFile output = io.newOutputFile(newPath(manifest.path(), folder, fresh));
          var _ =
              RewriteTablePathUtil.rewriteDataManifest(
                  manifest,
                  snapshots,
                  output,
                  moved,
                  table.formatVersion(),
                  table.specsById(),
                  from,
                  to);
          lengths.put(manifest.path(), output.toInputFile().getLength());
        }
      }
    }
    return lengths;
  }

  private String here(String path) {
    return newPath(path, from, to);
  }

  /** The metadata file with the new places; earlier ones are of the old place. */
  private JsonNode json(String metadataFile, String folder, String fresh) throws IOException {
    ObjectNode table;
    try (InputStream file = io.newInputFile(here(metadataFile)).newStream()) {
      table = (ObjectNode) JSON.readTree(file);
    }
    Map<String, String> lists = new HashMap<>();
    for (JsonNode snapshot : table.path("snapshots")) {
      String list = snapshot.path("manifest-list").asText();
      lists.put(snapshot.path("snapshot-id").asText(), newPath(list, folder, fresh));
    }
    JsonNode _ = replaced(table);
    for (JsonNode snapshot : table.path("snapshots")) {
      ((ObjectNode) snapshot)
          .put("manifest-list", lists.get(snapshot.path("snapshot-id").asText()));
    }
    var _ = table.set("metadata-log", JSON.createArrayNode());
    if (table.path("properties") instanceof ObjectNode properties) {
      var _ = properties.remove(Pruned.UNNEEDED);
    }
    return table;
  }

  private JsonNode replaced(JsonNode node) {
    if (node.isTextual() && node.textValue().startsWith(from + "/")) {
      return TextNode.valueOf(to + node.textValue().substring(from.length()));
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(entry -> entry.setValue(replaced(entry.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, replaced(array.get(i)));
      }
    }
    return node;
  }

  /** Reads what metadata names from where it is. */
  @SuppressWarnings("serial") // Iceberg wants it serializable; nobody sends it anywhere
  private final class MovedFiles implements FileIO {
    private static final long serialVersionUID = 1L;

    @Override
    public InputFile newInputFile(String path) {
      return io.newInputFile(here(path));
    }

    @Override
    public OutputFile newOutputFile(String path) {
      return io.newOutputFile(path);
    }

    @Override
    public void deleteFile(String path) {
      throw new UnsupportedOperationException("a relocation deletes nothing");
    }
  }
}
