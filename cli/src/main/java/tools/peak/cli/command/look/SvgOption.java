package tools.peak.cli.command.look;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.peak.cli.chart.Picture;
import tools.peak.cli.command.CommandFailed;
import tools.peak.cli.command.Invocation;
import tools.peak.storage.local.AtomicFile;

/** A file for the drawing of an answer, beside the answer itself. */
public final class SvgOption {
  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also draw it into this file, over what stands there.")
  @Nullable Path file;

  boolean isAsked() {
    return file != null;
  }

  /** Draws where it was asked for. */
  void draw(Invocation invocation, Supplier<Picture> picture) throws IOException {
    Path target = file;
    if (target != null) {
      write(target, picture.get().alone());
      invocation.output().notice("drawn: " + target);
    }
  }

  /** Puts a file in its place, whole. */
  static void write(Path target, String text) throws IOException {
    if (Files.isDirectory(target)) {
      throw CommandFailed.wrongUsage(target + " is a folder: name a file");
    }
    try {
      AtomicFile.write(target, text);
    } catch (NoSuchFileException e) {
      throw CommandFailed.failed("cannot write %s: no folder %s".formatted(target, e.getFile()));
    }
  }
}
