package tools.peak.lake.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The forms of runs that a pass knows.
 *
 * @param others those of other tools, asked one after the other: the first that knows something has
 *     it
 * @param withFolders whether run folders of ours are looked for as well
 */
record SourceFormats(List<SourceFormat> others, boolean withFolders) {
  /** What {@code --as} calls our own folders. */
  private static final String PEAK = "peak";

  SourceFormats {
    others = List.copyOf(others);
  }

  /** What something is, and to whom. */
  record Marked(SourceFormat format, SourceFormat.Mark mark) {
    boolean holdsRuns() {
      return mark == SourceFormat.Mark.RUNS;
    }
  }

  /**
   * The forms of a choice.
   *
   * @throws IOException if there is no such form
   */
  static SourceFormats of(SourceChoice choice) throws IOException {
    return switch (choice) {
      case SourceChoice.Detected() -> new SourceFormats(all(), true);
      case SourceChoice.Named(String tool) when tool.equals(PEAK) ->
          new SourceFormats(List.of(), true);
      case SourceChoice.Named(String tool) ->
          new SourceFormats(List.of(named(tool).named()), false);
      case SourceChoice.Mapped(Path mapping) ->
          throw new IOException(mapping + " is a source of its own, and no form");
    };
  }

  private static List<SourceFormat> all() {
    return ServiceLoader.load(SourceFormat.class, SourceFormats.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(SourceFormat::name))
        .toList();
  }

  private static SourceFormat named(String tool) throws IOException {
    List<SourceFormat> all = all();
    for (SourceFormat format : all) {
      if (format.name().equals(tool)) {
        return format;
      }
    }
    throw new IOException(
        "no form of runs is called "
            + tool
            + ": name one of "
            + Stream.concat(Stream.of(PEAK), all.stream().map(SourceFormat::name))
                .collect(Collectors.joining(", ")));
  }

  boolean mayBe(String fileName) {
    for (SourceFormat format : others) {
      if (format.mayBe(fileName)) {
        return true;
      }
    }
    return false;
  }

  /** Who knows a file, and as what; null if nobody does. */
  @Nullable Marked file(Path file) {
    String name = String.valueOf(file.getFileName());
    for (SourceFormat format : others) {
      if (format.mayBe(name)) {
        SourceFormat.Mark mark = format.file(file);
        if (mark != SourceFormat.Mark.NONE) {
          return new Marked(format, mark);
        }
      }
    }
    return null;
  }

  /** Who knows a folder, and as what; null if nobody does. */
  @Nullable Marked folder(Path folder) {
    for (SourceFormat format : others) {
      SourceFormat.Mark mark = format.folder(folder);
      if (mark != SourceFormat.Mark.NONE) {
        return new Marked(format, mark);
      }
    }
    return null;
  }

  /** What to say of a file that nobody knows. */
  String noFile() {
    return others.isEmpty()
        ? ""
        : others.stream()
            .map(SourceFormat::name)
            .collect(Collectors.joining(", ", ", and no file that is known by its form (", ")"));
  }

  /** Who knows what lies there; null if nobody does, or nothing lies there. */
  @Nullable Marked at(Path entry) {
    if (Files.isDirectory(entry)) {
      return folder(entry);
    }
    return Files.isRegularFile(entry) ? file(entry) : null;
  }
}
