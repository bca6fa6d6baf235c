import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Compiles the modules whose sources changed, and those that depend on them, straight into the jars
 * of the distribution: a changed line is tried in seconds. Maven's build, with all its checks, is
 * for everything else: poms, resources, scripts.
 *
 * <p>Arguments: the checkout, the distribution's folder, and the folders of the modules that
 * changed. Nothing is replaced unless everything compiles. Exit code 1: what the compiler said is
 * on stderr.
 */
void main(String[] args) throws Exception {
  Path home = Path.of(args[0]);
  Path lib = Path.of(args[1]).resolve("lib");
  Map<String, Module> modules = modules(home, lib);
  Set<String> changed = new LinkedHashSet<>(List.of(args).subList(2, args.length));
  Path scratch = Files.createTempDirectory("peak-compile");
  try {
    Map<Module, Path> compiled = new LinkedHashMap<>();
    for (Module module : inOrder(modules.values())) {
      boolean affected =
          changed.contains(module.folder())
              || compiled.keySet().stream()
                  .anyMatch(one -> module.dependencies().contains(one.artifact()));
      if (affected) {
        // Also where there is nothing to compile: what depends on it may see through it.
        Path classes = Files.createDirectories(scratch.resolve(module.folder()));
        if (!compile(home.resolve(module.folder()), classes, classPath(lib, compiled))) {
          System.exit(1);
        }
        compiled.put(module, classes);
      }
    }
    for (Map.Entry<Module, Path> each : compiled.entrySet()) {
      replaceClasses(each.getKey().jar(), each.getValue());
    }
  } finally {
    delete(scratch);
  }
}

/** A module that the distribution holds a jar of. */
record Module(String folder, String artifact, Set<String> dependencies, Path jar) {}

/** By artifact. */
Map<String, Module> modules(Path home, Path lib) throws Exception {
  Element root = pom(home.resolve("pom.xml"));
  String version = text(root, "version");
  Map<String, Module> modules = new LinkedHashMap<>();
  NodeList folders = child(root, "modules").getElementsByTagName("module");
  for (int i = 0; i < folders.getLength(); i++) {
    String folder = folders.item(i).getTextContent().strip();
    Element pom = pom(home.resolve(folder).resolve("pom.xml"));
    String artifact = text(pom, "artifactId");
    Path jar = jar(lib, artifact + "-" + version + ".jar");
    if (Files.exists(jar)) {
      modules.put(artifact, new Module(folder, artifact, dependencies(pom), jar));
    }
  }
  return modules;
}

Path jar(Path lib, String name) {
  Path seldom = lib.resolve("telemetry").resolve(name);
  return Files.exists(seldom) ? seldom : lib.resolve(name);
}

Element pom(Path file) throws Exception {
  return DocumentBuilderFactory.newInstance()
      .newDocumentBuilder()
      .parse(file.toFile())
      .getDocumentElement();
}

Set<String> dependencies(Element pom) {
  Set<String> artifacts = new LinkedHashSet<>();
  Element all = child(pom, "dependencies");
  if (all != null) {
    NodeList each = all.getElementsByTagName("dependency");
    for (int i = 0; i < each.getLength(); i++) {
      Element dependency = (Element) each.item(i);
      if (!"test".equals(text(dependency, "scope"))) {
        artifacts.add(text(dependency, "artifactId"));
      }
    }
  }
  return artifacts;
}

Element child(Element parent, String name) {
  for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
    if (node instanceof Element element && element.getTagName().equals(name)) {
      return element;
    }
  }
  return null;
}

String text(Element parent, String name) {
  Element found = child(parent, name);
  return found == null ? "" : found.getTextContent().strip();
}

/** Each behind what it depends on. */
List<Module> inOrder(Collection<Module> modules) {
  List<Module> ordered = new ArrayList<>();
  List<Module> left = new ArrayList<>(modules);
  while (!left.isEmpty()) {
    Module next =
        left.stream()
            .filter(
                module ->
                    left.stream().noneMatch(one -> module.dependencies().contains(one.artifact())))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("modules depend on each other"));
    ordered.add(next);
    left.remove(next);
  }
  return ordered;
}

/** What was just compiled comes before the jars, which still hold what it was before. */
String classPath(Path lib, Map<Module, Path> compiled) throws IOException {
  List<Path> path = new ArrayList<>(compiled.values());
  Set<Path> replaced = compiled.keySet().stream().map(Module::jar).collect(Collectors.toSet());
  for (Path folder : List.of(lib, lib.resolve("telemetry"))) {
    try (Stream<Path> jars = Files.list(folder)) {
      jars.filter(jar -> jar.toString().endsWith(".jar"))
          .filter(jar -> !replaced.contains(jar))
          // These name all others in their manifests, the replaced ones too.
          .filter(jar -> !jar.endsWith("peak.jar") && !jar.endsWith("telemetry.jar"))
          .forEach(path::add);
    }
  }
  return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
}

boolean compile(Path module, Path classes, String classPath) throws IOException {
  Path sources = module.resolve("src/main/java");
  if (!Files.isDirectory(sources)) {
    return true;
  }
  List<String> arguments =
      new ArrayList<>(List.of("-nowarn", "-proc:none", "-parameters", "-g", "-encoding", "UTF-8"));
  arguments.addAll(List.of("-d", classes.toString(), "-cp", classPath));
  try (Stream<Path> files = Files.walk(sources)) {
    files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
  }
  JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  return compiler.run(null, System.err, System.err, arguments.toArray(String[]::new)) == 0;
}

/** The jar with these classes in the place of its own; all else that it holds stays. */
void replaceClasses(Path jar, Path classes) throws IOException {
  Path unfinished = jar.resolveSibling(jar.getFileName() + ".part");
  try (JarFile from = new JarFile(jar.toFile());
      JarOutputStream to = new JarOutputStream(Files.newOutputStream(unfinished));
      Stream<Path> files = Files.walk(classes)) {
    for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
      if (!entry.isDirectory() && !entry.getName().endsWith(".class")) {
        to.putNextEntry(new JarEntry(entry.getName()));
        from.getInputStream(entry).transferTo(to);
      }
    }
    for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
      to.putNextEntry(
          new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
      Files.copy(file, to);
    }
  }
  Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING);
}

void delete(Path folder) throws IOException {
  try (Stream<Path> files = Files.walk(folder)) {
    files
        .sorted(Comparator.reverseOrder())
        .forEach(
            file -> {
              try {
                Files.delete(file);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
