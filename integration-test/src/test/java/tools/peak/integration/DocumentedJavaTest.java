package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the documents compiles as it stands, and what docs/java.md shows is what it does. */
final class DocumentedJavaTest {
  private static final Pattern NAMED =
      Pattern.compile(
          "^(?:public |final |abstract )*(?:class|record|interface|enum) (\\w+)",
          Pattern.MULTILINE);

  /** The weaver stands on nobody's class path: programs are woven when they are built. */
  private static final String CLASS_PATH =
      ChildJvm.classPath()
          + File.pathSeparator
          + DocumentedCode.CHECKOUT.resolve("telemetry-weaver/target/classes");

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicTest> the_java_of_every_document_compiles_with_its_own_imports()
      throws IOException {
    List<DocumentedCode> all = new ArrayList<>();
    for (Path document : DocumentedCode.documents()) {
      DocumentedCode.of(document).stream()
          .filter(code -> code.language().equals("java"))
          .forEach(all::add);
    }
    assertThat(all).as("Java in the documents").hasSizeGreaterThan(3);
    return all.stream()
        .map(
            code ->
                DynamicTest.dynamicTest(
                    code.toString(),
                    () -> assertThat(complaints(code)).as(code + "\n" + code.text()).isEmpty()));
  }

  /** A block is a whole file: of classes, or one with a {@code main} and no class around it. */
  private String complaints(DocumentedCode code) {
    boolean isProgram =
        Pattern.compile("^void main\\(", Pattern.MULTILINE).matcher(code.text()).find();
    Matcher named = NAMED.matcher(code.text());
    String name = !isProgram && named.find() ? named.group(1) : "Program";
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code.text();
          }
        };
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter complaints = new StringWriter();
    boolean isCompiled =
        compiler
            .getTask(
                complaints,
                null,
                null,
                List.of("-proc:none", "-d", temp.toString(), "-cp", CLASS_PATH),
                null,
                List.of(source))
            .call();
    return isCompiled ? "" : complaints.toString();
  }

  @Test
  void the_program_of_the_java_page_prints_what_the_page_shows_and_nothing_else() throws Exception {
    List<DocumentedCode> blocks =
        DocumentedCode.of(DocumentedCode.CHECKOUT.resolve("docs/java.md"));
    Path program = Files.writeString(temp.resolve("Program.java"), one(blocks, "java").text());
    String flags =
        blocks.stream()
            .map(DocumentedCode::text)
            .filter(text -> text.startsWith("--enable-native-access"))
            .findFirst()
            .orElseThrow();

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags.strip().split(" ")));
    command.addAll(List.of("-cp", classPathOfAnEmbedder(), program.toString()));
    Launched ran = Launched.run(temp, Map.of("LC_ALL", "C.UTF-8"), command);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo(one(blocks, "text").text());
  }

  private static DocumentedCode one(List<DocumentedCode> blocks, String language) {
    return blocks.stream()
        .filter(block -> block.language().equals(language))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Without what a program that depends on peak-lake alone would not have: providers of logging.
   */
  private static String classPathOfAnEmbedder() {
    return Arrays.stream(ChildJvm.classPath().split(File.pathSeparator, -1))
        .filter(
            entry -> !entry.matches(".*(logback|slf4j-nop|slf4j-simple|junit|peak-cli|/cli/).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
