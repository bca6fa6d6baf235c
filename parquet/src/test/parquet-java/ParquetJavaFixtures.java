import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes parquet-java's share of the files that the reader is tested with. It is no part of the
 * build, for which Hadoop's classes would be too much. Put parquet-hadoop 1.18.1 and Hadoop's
 * client-api and client-runtime on the class path, then give it the folder of the other files.
 */
public final class ParquetJavaFixtures {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message trades {
            optional int64 entry_time (TIMESTAMP(MICROS,true));
            required int64 naive_time (TIMESTAMP(MILLIS,false));
            optional double price;
            required double fee;
            optional float half_width;
            optional binary side (STRING);
            optional binary id (STRING);
            required boolean won;
            optional int32 day (DATE);
            optional int32 count;
            optional int64 steps;
            optional int32 cents (DECIMAL(9,2));
            optional fixed_len_byte_array(10) wide (DECIMAL(20,5));
            optional binary free (DECIMAL(30,3));
          }
          """);

  private ParquetJavaFixtures() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    write(folder, "v1_snappy", WriterVersion.PARQUET_1_0, CompressionCodecName.SNAPPY, true, 1000);
    write(folder, "v1_gzip", WriterVersion.PARQUET_1_0, CompressionCodecName.GZIP, false, 20);
    write(folder, "v2_zstd", WriterVersion.PARQUET_2_0, CompressionCodecName.ZSTD, true, 1000);
    write(folder, "v2_lz4_raw", WriterVersion.PARQUET_2_0, CompressionCodecName.LZ4_RAW, false, 20);
    write(
        folder, "v2_plain", WriterVersion.PARQUET_2_0, CompressionCodecName.UNCOMPRESSED, true, 20);
  }

  private static void write(
      Path folder,
      String name,
      WriterVersion version,
      CompressionCodecName codec,
      boolean dictionary,
      int rowsAPage)
      throws Exception {
    Path file = folder.resolve("parquet_java_" + name + ".parquet");
    Files.deleteIfExists(file);
    Random random = new Random(7);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withWriterVersion(version)
            .withCompressionCodec(codec)
            .withDictionaryEncoding(dictionary)
            .withPageRowCountLimit(rowsAPage)
            .build()) {
      for (int row = 0; row < 60; row++) {
        writer.write(row(row, random));
      }
    }
  }

  private static Group row(int row, Random random) {
    Group group = new SimpleGroup(SCHEMA);
    group.add("naive_time", 1_709_194_876_589L + row);
    group.add("fee", row % 4 * 0.25);
    group.add("won", random.nextBoolean());
    if (row % 7 == 6) {
      return group;
    }
    group.add("entry_time", 1_709_194_876_589_372L + 1_000_000L * random.nextInt(1_000_000));
    group.add("price", random.nextGaussian());
    group.add("half_width", (float) random.nextGaussian());
    group.add("side", row % 3 == 0 ? "long" : "short");
    group.add("id", "trade/" + row / 10 + "/" + row + " é");
    group.add("day", 19_782 + row);
    group.add("count", random.nextInt());
    group.add("steps", random.nextLong());
    group.add("cents", random.nextInt(1_000_000_000) - 500_000_000);
    group.add("wide", Binary.fromConstantByteArray(tenBytes(random.nextLong())));
    group.add(
        "free", Binary.fromConstantByteArray(BigInteger.valueOf(random.nextLong()).toByteArray()));
    return group;
  }

  private static byte[] tenBytes(long value) {
    byte[] bytes = new byte[10];
    for (int i = 9; i >= 0; i--) {
      bytes[i] = (byte) (value >> Math.min(63, 8 * (9 - i)));
    }
    return bytes;
  }
}
