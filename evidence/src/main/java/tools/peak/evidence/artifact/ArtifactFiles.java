package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Meta;
import tools.peak.evidence.Notices;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Stat;
import tools.peak.evidence.text.JsonText;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.write.TableWriter;

/** The files of a run's folder, in upstream's layout. */
final class ArtifactFiles {
  private ArtifactFiles() {}

  /** Writes all of them but the snippet, and gives what that will say. */
  static String write(Path folder, RunDocument document) throws IOException {
    byte[] snapshot = snapshot(document).getBytes(UTF_8);
    Meta meta = checked(snapshot);
    Files.write(folder.resolve(EvidenceFiles.SNAPSHOT), snapshot);
    Files.writeString(folder.resolve(EvidenceFiles.STATS), stats(document.stats()));
    if (document.equity().size() > 0) {
      CurveWriter.write(folder.resolve(EvidenceFiles.EQUITY), document.equity());
    }
    if (document.trades().size() > 0) {
      List<ParquetColumn> columns = TradesColumns.of(document.trades());
      TableWriter.write(folder.resolve(EvidenceFiles.TRADES), columns);
    }
    return Snippet.text(meta, document.stats());
  }

  private static String snapshot(RunDocument document) {
    StringBuilder json = new StringBuilder("{\n  \"meta\": ");
    JsonText.indent(document.metaJson(), 1, json);
    json.append(",\n  \"params\": ");
    JsonText.indent(document.paramsJson(), 1, json);
    return json.append("\n}").toString();
  }

  private static Meta checked(byte[] bytes) {
    try {
      ConfigSnapshot snapshot =
          ConfigSnapshot.parse(bytes, bytes.length, new Budget(Budget.ofHeap()));
      ConfigSnapshot.Part meta = snapshot.meta();
      if (meta == null) {
        throw new IllegalArgumentException("meta is no object");
      }
      String runId = MetaAttributes.runId(meta);
      return MetaAttributes.of(runId == null ? "" : runId, meta, new Notices());
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.problem().reason(), e);
    }
  }

  private static String stats(List<Stat> stats) {
    StringBuilder json = new StringBuilder("{");
    String separator = "";
    for (Stat stat : stats) {
      json.append(separator);
      JsonText.newLine(1, json);
      JsonText.quote(stat.metric(), json);
      json.append(": ");
      appendValue(stat, json);
      separator = ",";
    }
    return json.append(stats.isEmpty() ? "}" : "\n}").toString();
  }

  private static void appendValue(Stat stat, StringBuilder json) {
    String text = stat.text();
    Double value = stat.value();
    if (text != null) {
      if (value == null && (text.equals("true") || text.equals("false"))) {
        json.append(text);
      } else {
        JsonText.quote(text, json);
      }
    } else if (value != null && !Double.isFinite(value)) {
      JsonText.quote(Double.toString(value), json); // JSON has no number for it
    } else if (value != null) {
      json.append(stat.isCount() ? Long.toString(value.longValue()) : Double.toString(value));
    } else {
      json.append("null");
    }
  }
}
