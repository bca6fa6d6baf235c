package tools.peak.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a document.
 *
 * @param document its name, from the checkout's root
 * @param line where it begins, counted from 1
 * @param language what stands behind the fence, such as {@code java}
 */
record DocumentedCode(String document, int line, String language, String text) {
  static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** All blocks of a document, in order. */
  static List<DocumentedCode> of(Path document) {
    try {
      String text = Files.readString(document);
      List<DocumentedCode> blocks = new ArrayList<>();
      Matcher matcher = BLOCK.matcher(text);
      while (matcher.find()) {
        int line = 1 + (int) text.substring(0, matcher.start(2)).lines().count();
        blocks.add(
            new DocumentedCode(
                CHECKOUT.relativize(document).toString(),
                line,
                matcher.group(1),
                matcher.group(2)));
      }
      return blocks;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** README and all below docs. */
  static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(CHECKOUT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(CHECKOUT.resolve("docs"))) {
      documents.addAll(files.filter(file -> file.toString().endsWith(".md")).sorted().toList());
    }
    return documents;
  }

  @Override
  public String toString() {
    return document + ":" + line;
  }
}
