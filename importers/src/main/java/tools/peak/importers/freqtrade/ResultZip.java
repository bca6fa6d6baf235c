package tools.peak.importers.freqtrade;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.artifact.JsonStream;
import tools.peak.evidence.folder.EvidenceReader;
import tools.peak.evidence.folder.ReadLimits;
import tools.peak.evidence.text.Quoted;
import tools.peak.evidence.text.Utf8Text;
import tools.peak.importers.BoundedInput;

/**
 * A backtest's zip. Nothing is ever unpacked onto a disk; all the same a name that would climb out
 * of a folder says that this is no file of freqtrade's, and what inflates beyond all bounds is
 * left.
 */
final class ResultZip implements AutoCloseable {
  private static final String JSON = ".json";
  private static final int MAX_ENTRIES = 10_000;

  private final String file;
  private final ZipFile zip;
  private final String stem;
  private final ReadLimits limits;

  /** A file in it. */
  record Content(String name, InputStream stream) {}

  /** Takes a file in it. */
  interface Reader {
    void read(Content content) throws IOException, Refusal;
  }

  private ResultZip(String file, ZipFile zip, String stem, ReadLimits limits) {
    this.file = file;
    this.zip = zip;
    this.stem = stem;
    this.limits = limits;
  }

  /**
   * Opens it.
   *
   * @param stem the zip's own name without its ending
   * @throws Refusal if it is none that is to be read
   */
  static ResultZip open(Path path, String stem, ReadLimits limits) throws IOException, Refusal {
    String file = String.valueOf(path.getFileName());
    long size = Files.size(path);
    if (size > limits.maxFileSize()) {
      throw new Refusal(new Problem.TooLarge(file, size, limits.maxFileSize()));
    }
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException | IllegalArgumentException e) {
      throw invalid(file, words(e));
    }
    try {
      if (zip.size() > MAX_ENTRIES) {
        throw invalid(file, String.format(Locale.ROOT, "holds %,d files", zip.size()));
      }
      List<String> names = new ArrayList<>();
      for (ZipEntry entry : zip.stream().toList()) {
        requirePlain(file, entry.getName());
        names.add(entry.getName());
      }
      return new ResultZip(file, zip, ownStem(stem, names), limits);
    } catch (Refusal e) {
      zip.close();
      throw e;
    }
  }

  private static void requirePlain(String file, String name) throws Refusal {
    boolean climbs =
        name.startsWith("/")
            || name.startsWith("\\")
            || name.matches("[A-Za-z]:.*")
            || List.of(name.split("[/\\\\]", -1)).contains("..");
    if (climbs) {
      throw invalid(
          file,
          "holds " + Quoted.text(name) + ", a path that leads out of any folder: nothing is read");
    }
  }

  /** A zip that was given another name: its files keep theirs. */
  private static String ownStem(String stem, List<String> names) {
    if (names.contains(stem + JSON)) {
      return stem;
    }
    return names.stream()
        .filter(name -> name.endsWith("_config" + JSON))
        .map(name -> name.substring(0, name.length() - ("_config" + JSON).length()))
        .filter(own -> names.contains(own + JSON))
        .findFirst()
        .orElse(stem);
  }

  private static String words(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("END header") || message.contains("zip file is empty")
        ? "is no zip, or was cut short: its directory, at the end, is missing"
        : "is a damaged zip: " + message;
  }

  private static Refusal invalid(String file, String detail) {
    return new Refusal(new Problem.InvalidZip(file, detail));
  }

  /** Reads the result itself. */
  void result(Reader reader) throws IOException, Refusal {
    ZipEntry entry = zip.getEntry(stem + JSON);
    if (entry == null) {
      throw new Refusal(
          new Problem.InvalidStore(
              file, "holds no " + stem + JSON + ": it is no backtest's result of freqtrade"));
    }
    read(entry, limits.maxFileSize(), reader);
  }

  private void read(ZipEntry entry, long limit, Reader reader) throws IOException, Refusal {
    try (InputStream in = new BoundedInput(zip.getInputStream(entry), limit)) {
      reader.read(new Content(file + "/" + entry.getName(), in));
    } catch (BoundedInput.TooLong e) {
      throw new Refusal(
          new Problem.TooLarge(
              file + "/" + entry.getName(), Math.max(entry.getSize(), limit + 1), limit));
    } catch (ZipException | java.io.EOFException e) {
      throw invalid(file, "can't be unpacked: " + e.getMessage());
    }
  }

  /** The configuration. */
  Optional<Map<String, @Nullable Object>> config(Budget budget) throws IOException {
    return object(stem + "_config" + JSON, budget);
  }

  /** What hyperopt found for the strategy, as it was when the backtest ran. */
  Optional<Map<String, @Nullable Object>> params(String strategy, Budget budget)
      throws IOException {
    return object(stem + "_" + strategy + JSON, budget);
  }

  /** A small file beside the result: where it can't be read the run goes without it. */
  private Optional<Map<String, @Nullable Object>> object(String name, Budget budget)
      throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    try {
      read(
          entry,
          limits.maxJsonSize(),
          content ->
              JsonStream.read(
                  content.name(),
                  content.stream(),
                  budget,
                  json -> {
                    json.object((key, _) -> object.put(key, json.value()));
                    return true;
                  }));
      return Optional.of(object);
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  /** The texts that tell how the run was made: configuration, the strategy and its parameters. */
  List<Artifact> texts(String strategy, Budget budget) throws IOException, Refusal {
    List<Artifact> texts = new ArrayList<>();
    for (String name :
        List.of(
            stem + "_config" + JSON, stem + "_" + strategy + ".py", stem + "_" + strategy + JSON)) {
      ZipEntry entry = zip.getEntry(name);
      if (entry != null && entry.getSize() <= EvidenceReader.MAX_CONTENT) {
        read(
            entry,
            EvidenceReader.MAX_CONTENT,
            content -> {
              byte[] bytes = content.stream().readAllBytes();
              budget.takeText(file, bytes.length);
              String text = Utf8Text.decode(bytes, 0, bytes.length);
              texts.add(
                  new Artifact(
                      name,
                      bytes.length,
                      sha256(bytes),
                      text == null || text.indexOf('\0') >= 0 ? null : text));
            });
      }
    }
    return texts;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
