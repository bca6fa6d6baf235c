package tools.peak.lake.write;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.parquet.write.ParquetWriter;
import tools.peak.parquet.write.ParquetWriter.RowGroups;
import tools.peak.parquet.write.WriterBuffers;
import tools.peak.storage.DigestOutput;
import tools.peak.storage.Location;
import tools.peak.storage.Storage;

/** A table's new file while it is written. */
final class DataFileOutput implements AutoCloseable {
  private final Location location;
  private final TableSchema schema;
  private final DigestOutput out;
  private final ParquetWriter writer;

  DataFileOutput(Storage storage, Location location, List<Field> fields, WriterBuffers buffers)
      throws IOException {
    this(storage, location, fields, buffers, RowGroups.USUAL);
  }

  DataFileOutput(
      Storage storage,
      Location location,
      List<Field> fields,
      WriterBuffers buffers,
      RowGroups groups)
      throws IOException {
    this.location = location;
    this.schema = new TableSchema(fields);
    this.out = new DigestOutput(storage.create(location));
    this.writer = new ParquetWriter(out, schema.columns(), buffers, groups);
  }

  ParquetWriter writer() {
    return writer;
  }

  /** Writes what is left, and syncs the file. */
  NewFile finish(LakeTable table, @Nullable Partition partition) throws IOException {
    writer.finish();
    out.sync();
    return new NewFile(
        table,
        partition,
        location.toString(),
        writer.rows(),
        writer.bytes(),
        out.digest(),
        schema.bounds(writer.bounds()));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
