import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays the distribution: {@code bin/peak}, the jars in {@code lib/}, and the native libraries of
 * this platform unpacked in {@code lib/native/PLATFORM/}. DuckDB and SQLite unpack theirs from the
 * jar in every process (DuckDB's 72 MB: half a second) unless the jar has none and the library lies
 * in java.library.path, so the jars are shipped without natives.
 *
 * <p>Arguments: the command's own jar, a file that lists the jars it needs, the folder of the
 * scripts, the distribution's folder, the time at which the build began, and the texts that go with
 * it: licence, notice, what others made; of a folder, such as the stack's, all it holds. Files that
 * are up to date are left alone, so that what is keyed by their times (the ahead-of-time cache)
 * stays valid.
 */
void main(String[] args) throws IOException {
  List<Path> jars = new ArrayList<>();
  jars.add(Path.of(args[0]));
  for (String jar : Files.readString(Path.of(args[1])).strip().split(File.pathSeparator)) {
    jars.add(Path.of(jar));
  }
  Path scripts = Path.of(args[2]);
  Path target = Path.of(args[3]);
  Path lib = Files.createDirectories(target.resolve("lib"));
  Path natives = Files.createDirectories(lib.resolve("native").resolve(platform()));

  Path telemetry = Files.createDirectories(lib.resolve("telemetry"));
  Set<String> shipped = new LinkedHashSet<>();
  Set<String> shippedForTelemetry = new LinkedHashSet<>();
  for (Path jar : jars) {
    String name = jar.getFileName().toString();
    boolean wantedSeldom = isForTelemetry(name);
    ship(jar, wantedSeldom ? telemetry : lib, natives);
    (wantedSeldom ? shippedForTelemetry : shipped).add(name);
  }
  nameAll(shipped, "", lib.resolve("peak.jar"));
  nameAll(shippedForTelemetry, "telemetry/", lib.resolve("telemetry.jar"));
  shipped.addAll(List.of("peak.jar", "telemetry.jar"));
  deleteOthers(lib, shipped);
  deleteOthers(telemetry, shippedForTelemetry);

  for (String script : List.of("bin/peak", "lib/find-jdk.sh")) {
    Path copy = target.resolve(script);
    Files.createDirectories(copy.getParent());
    Files.copy(scripts.resolve(script), copy, StandardCopyOption.REPLACE_EXISTING);
  }
  if (Files.getFileStore(target).supportsFileAttributeView("posix")) {
    Files.setPosixFilePermissions(
        target.resolve("bin/peak"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  for (int i = 5; i < args.length; i++) {
    Path text = Path.of(args[i]);
    if (Files.isDirectory(text)) {
      copyFolder(text, target.resolve("ops").resolve(text.getFileName()));
      continue;
    }
    Files.copy(text, target.resolve(text.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  Path stamp = lib.resolve("stamp");
  if (!Files.exists(stamp)) {
    Files.createFile(stamp);
  }
  Files.setLastModifiedTime(stamp, FileTime.from(Instant.parse(args[4])));
}

/** What one put there stays; a checkout's own .env has a password and stays where it is. */
void copyFolder(Path folder, Path copy) throws IOException {
  try (Stream<Path> all = Files.walk(folder)) {
    for (Path from : all.toList()) {
      Path to = copy.resolve(folder.relativize(from).toString());
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else if (!from.endsWith(".env")) {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}

/**
 * Whether a jar is needed only where telemetry or log lines are wanted: the launcher then adds
 * these to the class path. Always there, 35 more jars would cost every command 10 to 30 ms.
 */
boolean isForTelemetry(String jar) {
  return jar.matches(
      "(annotations|kotlin|logback|okhttp|okio|prometheus|protobuf"
          + "|opentelemetry-(?!(api|common|context)-\\d)).*");
}

void deleteOthers(Path folder, Set<String> shipped) throws IOException {
  try (Stream<Path> files = Files.list(folder)) {
    for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
      if (!shipped.contains(jar.getFileName().toString())) {
        Files.delete(jar);
      }
    }
  }
}

/** Writes a jar that is nothing but a class path: the launcher then need not know the others. */
void nameAll(Set<String> jars, String folder, Path jar) throws IOException {
  String classPath = jars.stream().map(folder::concat).collect(Collectors.joining(" "));
  if (Files.exists(jar)) {
    try (JarFile old = new JarFile(jar.toFile())) {
      if (classPath.equals(old.getManifest().getMainAttributes().get(Name.CLASS_PATH))) {
        return;
      }
    }
  }
  Manifest manifest = new Manifest();
  manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
  manifest.getMainAttributes().put(Name.CLASS_PATH, classPath);
  new JarOutputStream(Files.newOutputStream(jar), manifest).close();
}

void ship(Path jar, Path lib, Path natives) throws IOException {
  String name = jar.getFileName().toString();
  Path copy = lib.resolve(name);
  if (Files.exists(copy)
      && Files.getLastModifiedTime(copy).equals(Files.getLastModifiedTime(jar))) {
    return;
  }
  if (name.matches("(duckdb_jdbc|sqlite-jdbc|opendal)-.*")) {
    strip(jar, copy, natives);
  } else if (name.startsWith("picocli-")) {
    modernise(jar, copy);
  } else {
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
  }
  Files.setLastModifiedTime(copy, Files.getLastModifiedTime(jar));
}

/** Copies a jar without its native libraries; this platform's goes into the natives' folder. */
void strip(Path jar, Path copy, Path natives) throws IOException {
  Path unfinished = copy.resolveSibling(copy.getFileName() + ".part");
  try (JarFile from = new JarFile(jar.toFile());
      JarOutputStream to = new JarOutputStream(Files.newOutputStream(unfinished))) {
    for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
      String name = entry.getName();
      try (InputStream content = from.getInputStream(entry)) {
        if (name.startsWith("libduckdb_java.so_")) {
          if (name.endsWith("_" + platform())) {
            Files.copy(
                content,
                natives.resolve(System.mapLibraryName("duckdb_java")),
                StandardCopyOption.REPLACE_EXISTING);
          }
        } else if (name.startsWith("org/sqlite/native/")) {
          if (!entry.isDirectory() && name.startsWith(sqliteFolder())) {
            Files.copy(
                content,
                natives.resolve(name.substring(name.lastIndexOf('/') + 1)),
                StandardCopyOption.REPLACE_EXISTING);
          }
        } else if (name.startsWith("native/") && name.contains("opendal_java")) {
          Files.copy(
              content,
              natives.resolve(name.substring(name.lastIndexOf('/') + 1)),
              StandardCopyOption.REPLACE_EXISTING);
        } else if (!name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")) {
          to.putNextEntry(new JarEntry(name));
          content.transferTo(to);
          to.closeEntry();
        }
      }
    }
  }
  Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING);
}

/**
 * Copies a jar, its classes raised to Java 8. The JDK's ahead-of-time cache leaves out classes
 * older than Java 6, which have no stack maps, and picocli is compiled for Java 5: that cost every
 * command 150 ms.
 */
void modernise(Path jar, Path copy) throws IOException {
  Path unfinished = copy.resolveSibling(copy.getFileName() + ".part");
  try (JarFile from = new JarFile(jar.toFile());
      JarOutputStream to = new JarOutputStream(Files.newOutputStream(unfinished))) {
    ClassFile classes =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            // With the old pool, methods would be copied as they are, without stack maps.
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(type -> classFile(from, type))
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
      to.putNextEntry(new JarEntry(entry.getName()));
      try (InputStream content = from.getInputStream(entry)) {
        byte[] bytes = content.readAllBytes();
        to.write(entry.getName().endsWith(".class") ? raised(classes, bytes) : bytes);
      }
      to.closeEntry();
    }
  }
  Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING);
}

byte[] raised(ClassFile classes, byte[] bytes) {
  ClassModel model = classes.parse(bytes);
  if (model.majorVersion() >= ClassFile.JAVA_8_VERSION) {
    return bytes;
  }
  return classes.transformClass(
      model,
      ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
          .andThen(
              (builder, element) -> {
                if (element instanceof ClassFileVersion) {
                  builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                } else {
                  builder.with(element);
                }
              }));
}

InputStream classFile(JarFile jar, ClassDesc type) {
  String descriptor = type.descriptorString();
  JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
  try {
    return entry == null ? null : jar.getInputStream(entry);
  } catch (IOException e) {
    throw new UncheckedIOException(e);
  }
}

/** In DuckDB's words: {@code linux_amd64}, {@code linux_arm64}, {@code macos_arm64}, … */
String platform() {
  return switch (system()) {
        case "Mac" -> "macos";
        case "Windows" -> "windows";
        default -> "linux";
      }
      + (arm() ? "_arm64" : "_amd64");
}

String sqliteFolder() {
  return "org/sqlite/native/%s/%s/".formatted(system(), arm() ? "aarch64" : "x86_64");
}

String system() {
  String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
  return name.startsWith("mac") ? "Mac" : name.startsWith("windows") ? "Windows" : "Linux";
}

boolean arm() {
  return System.getProperty("os.arch").equals("aarch64");
}
