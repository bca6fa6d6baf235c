package tools.peak.lake.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.peak.storage.local.AtomicFile;

/**
 * {@code peak.toml}: the lake's format, then the rules of its retention, as somebody wrote them.
 */
public final class LakeSettings {
  /** What a new lake has: a backtest stays a year, research three months, what is live for ever. */
  public static final String DEFAULT_RETENTION =
      """
      # What may go when: peak retention plan shows it, and nothing goes by itself.
      [[retention]]
      name = "backtest"
      stage = "backtest"
      older_than = "1y"
      keep = "nothing"

      [[retention]]
      name = "research"
      stage = "research"
      older_than = "3mo"
      keep = "nothing"

      [[retention]]
      name = "live"
      stage = "live"
      older_than = "never"
      """;

  private static final String HEAD =
      "# A lake of Peak. The catalog is catalog.db; the tables' files lie in warehouse/.\n";
  private static final Pattern FORMAT = Pattern.compile("(?m)^format\\s*=.*$");

  private LakeSettings() {}

  public static void create(Path file, int format) throws IOException {
    AtomicFile.write(file, HEAD + line(format) + "\n\n" + DEFAULT_RETENTION);
  }

  private static String line(int format) {
    return String.format(Locale.ROOT, "format = %d", format);
  }

  /** Leaves all else as it is. */
  public static void raiseFormat(Path file, int format) throws IOException {
    String text = read(file);
    AtomicFile.write(
        file,
        FORMAT.matcher(text).find()
            ? FORMAT.matcher(text).replaceFirst(line(format))
            : HEAD + line(format) + "\n" + text);
  }

  /** The text; empty where there is no file. */
  public static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** Puts other rules in the place of those that stand there. */
  public static void setRetention(Path file, String rules) throws IOException {
    String head =
        read(file)
            .lines()
            .takeWhile(line -> !line.strip().startsWith("[["))
            .filter(line -> line.startsWith(HEAD.strip()) || FORMAT.matcher(line).find())
            .collect(Collectors.joining("\n"));
    AtomicFile.write(file, head + "\n\n" + rules.strip() + "\n");
  }
}
