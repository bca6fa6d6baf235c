package tools.peak.lake.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Field;
import tools.peak.lake.schema.LakeTable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.NewFile;
import tools.peak.parquet.write.ParquetWriter;
import tools.peak.parquet.write.WriterBuffers;

/** A table's new file while it is written. */
final class DataFileOutput implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  private final Path path;
  private final TableSchema schema;
  private final FileChannel channel;
  private final OutputStream out;
  private final ParquetWriter writer;

  DataFileOutput(Path path, List<Field> fields, WriterBuffers buffers) throws IOException {
    this.path = path;
    this.schema = new TableSchema(fields);
    this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    this.writer = new ParquetWriter(out, schema.columns(), buffers);
  }

  ParquetWriter writer() {
    return writer;
  }

  /** Writes what is left, and syncs the file. */
  NewFile finish(LakeTable table, @Nullable Partition partition) throws IOException {
    writer.finish();
    out.flush();
    channel.force(true);
    return new NewFile(
        table,
        partition,
        path.toString(),
        writer.rows(),
        writer.bytes(),
        schema.bounds(writer.bounds()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
