package tools.peak.cli.complete;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.command.Project;
import tools.peak.lake.Lake;
import tools.peak.lake.words.KnownWords;
import tools.peak.lake.words.KnownWords.Kind;
import tools.peak.lake.words.LakeWords;

/**
 * What the lake and the project know by name. A lake that isn't there, or can't be opened, knows
 * nothing: nobody wants an error in the middle of a line.
 */
final class Known implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final Path folder;
  private final Project project;
  private @Nullable Lake lake;
  private boolean isOpened;

  Known(Path folder, Project project) {
    this.folder = folder;
    this.project = project;
  }

  List<String> runs(String beginning, int most) {
    return ask(words -> words.runs(beginning, most));
  }

  Collection<String> all(Kind kind) {
    return Objects.requireNonNull(new KnownWords(folder.resolve("cache")).all().get(kind));
  }

  List<String> tags(int most) {
    return ask(words -> words.tags(most));
  }

  List<String> valuesOf(String tag, int most) {
    return ask(words -> words.valuesOf(tag, most));
  }

  List<String> versions() {
    return ask(LakeWords::versions);
  }

  List<String> plans() {
    return ask(LakeWords::plans);
  }

  List<String> filters() {
    List<String> names = new ArrayList<>();
    project.filters().forEach(names::add);
    return names;
  }

  private List<String> ask(Function<LakeWords, List<String>> question) {
    if (!isOpened) {
      isOpened = true;
      lake = Files.exists(folder.resolve("catalog.db")) ? Lake.open(folder) : null;
    }
    return lake == null ? List.of() : question.apply(lake.words());
  }

  /** A reader's close may wait for a writer; nobody who types does. The end of the process will. */
  @Override
  public void close() {
    if (lake != null) {
      Thread closing = Thread.ofPlatform().daemon().start(lake::close);
      try {
        boolean _ = closing.join(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
