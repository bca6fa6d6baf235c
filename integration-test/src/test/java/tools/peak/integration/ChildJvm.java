package tools.peak.integration;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Starts JVMs that start fast: DuckDB's library is unpacked once for all of them, and loaded
 * classes are shared.
 */
final class ChildJvm {
  private static final String LIBRARY = "libduckdb_java.so";

  private final List<String> command;

  private ChildJvm(List<String> command) {
    this.command = command;
  }

  /** Prepares what all children share in a folder. */
  static ChildJvm in(Path folder) {
    try {
      Files.createDirectories(folder);
      List<String> classPath = new ArrayList<>();
      List<String> options = new ArrayList<>();
      for (String entry : classPath().split(File.pathSeparator, -1)) {
        String name = String.valueOf(Path.of(entry).getFileName());
        if (name.startsWith("duckdb_jdbc") && System.getProperty("os.name").equals("Linux")) {
          classPath.add(withoutLibraries(Path.of(entry), folder).toString());
          options.add("-Djava.library.path=" + folder);
        } else if (Files.isDirectory(Path.of(entry))) {
          Path jar = folder.resolve("classes" + classPath.size() + ".jar");
          classPath.add(jar(Path.of(entry), jar).toString()); // an archive is of jars alone
        } else {
          classPath.add(entry);
        }
      }
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xmx512m",
              "-Xlog:disable",
              "-XX:+AutoCreateSharedArchive",
              "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"),
              "--sun-misc-unsafe-memory-access=allow"));
      command.addAll(options);
      command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
      return new ChildJvm(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
      }
    }
    return jar;
  }

  /** What the tests themselves run on. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The driver looks for the library on the library path if its jar has none. */
  private static Path withoutLibraries(Path jar, Path folder) throws IOException {
    Path slim = folder.resolve("duckdb.jar");
    String ours =
        LIBRARY + "_linux_" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");
    try (ZipFile whole = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(slim);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry : whole.stream().toList()) {
        try (InputStream in = whole.getInputStream(entry)) {
          if (entry.getName().equals(ours)) {
            Files.copy(in, folder.resolve(LIBRARY));
          } else if (!entry.getName().startsWith(LIBRARY)) {
            out.putNextEntry(new ZipEntry(entry.getName()));
            in.transferTo(out);
          }
        }
      }
    }
    return slim;
  }

  /** The same with an option more. */
  ChildJvm with(String option) {
    List<String> whole = new ArrayList<>(command);
    whole.add(whole.indexOf("-cp"), option); // the last of two of one kind counts
    return new ChildJvm(whole);
  }

  /** Starts a class's main. What it prints to stderr goes into a file, to be shown if it failed. */
  Process start(Class<?> main, Path stderr, Object... arguments) {
    List<String> whole = new ArrayList<>(command);
    whole.add(main.getName());
    for (Object argument : arguments) {
      whole.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(whole).redirectError(stderr.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
