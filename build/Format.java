import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks ({@code check}) or repairs ({@code write}) the format of every Java file below a folder,
 * or lets it be ({@code off}, for who only wants to run the command).
 */
void main(String[] args) throws Exception {
  if (args[0].equals("off")) {
    return;
  }
  boolean write = args[0].equals("write");
  Path root = Path.of(args[1]);
  Formatter formatter = new Formatter();
  List<Path> wrong = new ArrayList<>();
  for (Path file : sources(root)) {
    String before = Files.readString(file);
    String after;
    try {
      after =
          formatter.formatSource(
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(before),
                  JavaFormatterOptions.Style.GOOGLE));
    } catch (Exception e) {
      System.err.println(file + ": " + e.getMessage());
      System.exit(1);
      return;
    }
    if (!after.equals(before)) {
      wrong.add(root.relativize(file));
      if (write) {
        Files.writeString(file, after);
      }
    }
  }
  if (write) {
    wrong.forEach(file -> System.out.println("formatted " + file));
  } else if (!wrong.isEmpty()) {
    wrong.forEach(file -> System.err.println("not formatted: " + file));
    System.err.println("repair with: mvn -q -N initialize -Dformat=write");
    System.exit(1);
  }
}

List<Path> sources(Path root) throws Exception {
  try (Stream<Path> files = Files.walk(root)) {
    return files
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> !root.relativize(file).toString().contains("target/"))
        .sorted()
        .toList();
  }
}
