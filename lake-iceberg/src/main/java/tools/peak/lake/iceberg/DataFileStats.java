package tools.peak.lake.iceberg;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.schema.Partition;
import tools.peak.lake.table.ColumnBounds;
import tools.peak.lake.table.NewFile;
import tools.peak.lake.table.StoredFile;

/** Puts what was counted while a file was written into Iceberg's metrics, and takes it out. */
final class DataFileStats {
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendOffset("+HH", "Z")
          .toFormatter(Locale.ROOT);

  private DataFileStats() {}

  static DataFile dataFile(NewFile file, Schema schema, PartitionSpec spec) {
    DataFiles.Builder builder =
        DataFiles.builder(spec)
            .withPath(file.path())
            .withFormat(FileFormat.PARQUET)
            .withFileSizeInBytes(file.bytes())
            .withMetrics(metrics(file, schema));
    Partition partition = file.partition();
    if (partition != null) {
      PartitionData values = new PartitionData(spec.partitionType());
      values.set(0, partition.stage());
      values.set(1, partition.month());
      builder.withPartition(values);
    }
    return builder.build();
  }

  private static Metrics metrics(NewFile file, Schema schema) {
    Map<Integer, Long> values = new HashMap<>();
    Map<Integer, Long> nulls = new HashMap<>();
    Map<Integer, Long> nans = new HashMap<>();
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    file.columns()
        .forEach(
            (id, bounds) -> {
              Types.NestedField field = schema.findField(id);
              if (field == null) {
                return;
              }
              values.put(id, file.rows());
              nulls.put(id, bounds.nulls());
              if (field.type().typeId() == Type.TypeID.DOUBLE) {
                nans.put(id, bounds.nans());
              }
              putBound(lower, id, field.type(), bounds.min());
              putBound(upper, id, field.type(), bounds.max());
            });
    return new Metrics(file.rows(), null, values, nulls, nans, lower, upper);
  }

  private static void putBound(
      Map<Integer, ByteBuffer> bounds, int id, Type type, @Nullable String text) {
    Object value = text == null ? null : parse(type, text);
    if (value != null) {
      bounds.put(id, Conversions.toByteBuffer(type, value));
    }
  }

  /** A bound that can't be read is no bound: pruning only loses a chance. */
  private static @Nullable Object parse(Type type, String text) {
    try {
      return switch (type.typeId()) {
        case STRING -> text;
        case DOUBLE -> Double.valueOf(text);
        case LONG -> Long.valueOf(text);
        case INTEGER -> Integer.valueOf(text);
        case DATE -> Math.toIntExact(LocalDate.parse(text).toEpochDay());
        case TIMESTAMP -> micros(text);
        default -> null;
      };
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
      return null;
    }
  }

  private static long micros(String text) {
    return ChronoUnit.MICROS.between(
        Instant.EPOCH, OffsetDateTime.parse(text, TIMESTAMP).toInstant());
  }

  /** A file with the bounds of the plain ones of some columns. */
  static StoredFile stored(
      DataFile file, List<Types.NestedField> columns, Map<Integer, PartitionSpec> specs) {
    Map<Integer, ColumnBounds> bounds = new HashMap<>();
    for (Types.NestedField field : columns) {
      int id = field.fieldId();
      Map<Integer, Long> nulls = file.nullValueCounts();
      Long without = nulls == null ? null : nulls.get(id);
      Object least = bound(file.lowerBounds(), field);
      Object greatest = bound(file.upperBounds(), field);
      if (field.type().isPrimitiveType()
          && (without != null || least != null || greatest != null)) {
        bounds.put(id, new ColumnBounds(without == null ? -1 : without, least, greatest));
      }
    }
    return new StoredFile(
        Unreadable.location(file.location()),
        Evolved.partition(file, specs),
        file.recordCount(),
        file.fileSizeInBytes(),
        bounds);
  }

  private static @Nullable Object bound(
      @Nullable Map<Integer, ByteBuffer> bounds, Types.NestedField field) {
    ByteBuffer bytes = bounds == null ? null : bounds.get(field.fieldId());
    if (bytes == null) {
      return null;
    }
    Object value = Conversions.fromByteBuffer(field.type(), bytes);
    return switch (field.type().typeId()) {
      case STRING -> value.toString();
      case BOOLEAN -> value;
      // Zero has two signs, which are equal; a NaN is no bound.
      case DOUBLE -> ((Double) value).isNaN() ? null : (Object) ((Double) value + 0.0);
      case LONG, INTEGER -> ((Number) value).doubleValue();
      case DATE -> LocalDate.ofEpochDay((Integer) value).atStartOfDay().toInstant(ZoneOffset.UTC);
      case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
      default -> null;
    };
  }
}
