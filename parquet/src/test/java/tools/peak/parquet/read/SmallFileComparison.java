package tools.peak.parquet.read;

import com.sun.management.OperatingSystemMXBean;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.peak.parquet.AllMissing;
import tools.peak.parquet.Booleans;
import tools.peak.parquet.Instants;
import tools.peak.parquet.Integers;
import tools.peak.parquet.Lengths;
import tools.peak.parquet.Numbers;
import tools.peak.parquet.ParquetColumn;
import tools.peak.parquet.ParquetException;
import tools.peak.parquet.ParquetLimits;
import tools.peak.parquet.ParquetTable;
import tools.peak.parquet.Strings;
import tools.peak.parquet.Unread;

/**
 * Microseconds a file, on one warm thread, of the readers that could read small trades files. A
 * plain program: its argument is a folder of such files, and every reader touches every value.
 * Hardwood needs snappy-java on the class path. On a busy machine the processors' time says more.
 */
final class SmallFileComparison {
  private static final int ROUNDS = 15;

  private SmallFileComparison() {}

  interface Reading {
    /** Reads all files, and gives a sum over their values, so that no reading is optimised away. */
    double read() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    List<Path> paths;
    try (Stream<Path> files = Files.list(folder)) {
      paths = files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
    byte[][] files = new byte[paths.size()][];
    for (int i = 0; i < files.length; i++) {
      files[i] = Files.readAllBytes(paths.get(i));
    }
    ParquetReader reader = new ParquetReader(ParquetLimits.DEFAULT);
    compare("peak", files.length, () -> peak(reader, files));
    compare("hardwood, rows", Math.min(files.length, 200), () -> hardwood(files));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      compare("duckdb, glob", files.length, () -> duckDb(statement, folder));
    }
  }

  static void compare(String name, int files, Reading reading) throws Exception {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double best = Double.MAX_VALUE;
    double bestCpu = Double.MAX_VALUE;
    double sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long beginCpu = system.getProcessCpuTime();
      long begin = System.nanoTime();
      sum = reading.read();
      best = Math.min(best, (System.nanoTime() - begin) / 1e3 / files);
      bestCpu = Math.min(bestCpu, (system.getProcessCpuTime() - beginCpu) / 1e3 / files);
    }
    System.out.printf(
        "%-16s %8.1f µs a file, %8.1f µs of all processors (sum %s)%n", name, best, bestCpu, sum);
  }

  private static double peak(ParquetReader reader, byte[][] files) throws ParquetException {
    double sum = 0;
    for (byte[] file : files) {
      ParquetTable table = reader.read(file, file.length);
      for (ParquetColumn column : table.columns()) {
        for (int row = 0; row < table.rows(); row++) {
          if (!column.isMissing(row)) {
            sum +=
                switch (column) {
                  case Numbers numbers -> numbers.get(row);
                  case Integers integers -> integers.get(row);
                  case Instants instants -> instants.get(row) / 1e6;
                  case Strings strings -> Objects.requireNonNull(strings.get(row)).length();
                  case Booleans booleans -> booleans.get(row) ? 1 : 0;
                  case Lengths lengths -> Objects.requireNonNull(lengths.text(row)).length();
                  case AllMissing _, Unread _ -> 0;
                };
          }
        }
      }
    }
    return sum;
  }

  private static double hardwood(byte[][] files) throws Exception {
    double sum = 0;
    for (int i = 0; i < Math.min(files.length, 200); i++) {
      try (ParquetFileReader file =
              ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(files[i])));
          RowReader rows = file.rowReader()) {
        while (rows.hasNext()) {
          rows.next();
          for (int column = 0; column < rows.getFieldCount(); column++) {
            Object value = rows.getValue(column);
            sum += value instanceof Double number ? number : 1;
          }
        }
      }
    }
    return sum;
  }

  private static double duckDb(Statement statement, Path folder) throws Exception {
    try (ResultSet result =
        statement.executeQuery(
            "SELECT sum(hash(COLUMNS(*))) FROM read_parquet('" + folder + "/*.parquet')")) {
      result.next();
      return result.getDouble(1);
    }
  }
}
