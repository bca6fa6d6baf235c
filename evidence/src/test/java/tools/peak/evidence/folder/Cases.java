package tools.peak.evidence.folder;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.peak.evidence.Notice;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Run;

/** Awkward run folders as real tools write them, by kind. */
final class Cases {
  private Cases() {}

  static Path root() {
    try {
      return Path.of(Objects.requireNonNull(Cases.class.getResource("/cases")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The folders of a kind, as {@code kind/name}. */
  static List<String> of(String kind) throws IOException {
    try (Stream<Path> folders = Files.list(root().resolve(kind))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> kind + "/" + folder.getFileName())
          .sorted()
          .toList();
    }
  }

  static Reading read(String name) throws IOException {
    return Folders.read(root().resolve(name));
  }

  static Run run(String name) throws IOException {
    return Folders.run(root().resolve(name));
  }

  /** The codes of a run that must load. */
  static List<String> codes(String name) throws IOException {
    return notices(name).stream().map(Notice::code).toList();
  }

  static List<Notice> notices(String name) throws IOException {
    if (read(name) instanceof Reading.Loaded(_, List<Notice> notices)) {
      return notices;
    }
    throw new AssertionError("not loaded: " + read(name));
  }

  /** What Peak makes of it, in a line as the reference has it. */
  static String told(String name) throws IOException {
    return switch (read(name)) {
      case Reading.Loaded(_, List<Notice> notices) ->
          Stream.concat(
                  Stream.of("loaded"),
                  notices.stream()
                      .map(
                          notice ->
                              "`%s` %s %s"
                                  .formatted(notice.code(), notice.file(), notice.detail())))
              .collect(Collectors.joining(" · "));
      case Reading.Refused refused ->
          refused.problems().stream()
              .map(Problem::reason)
              .collect(Collectors.joining(" · ", "refused: ", ""));
      case Reading.NotARun _ -> "passed over";
    };
  }
}
