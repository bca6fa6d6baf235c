package tools.peak.lake.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Artifact;
import tools.peak.evidence.EquityCurve;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Trades;
import tools.peak.evidence.artifact.EvidenceFiles;
import tools.peak.evidence.artifact.EvidenceWriter;
import tools.peak.evidence.artifact.RunDocument;
import tools.peak.evidence.artifact.RunLayout;
import tools.peak.storage.Sha256;

/**
 * One run as a folder: each file byte for byte where its bytes are to be had (from the folder it
 * was ingested from, or because the lake keeps small texts), else made anew from the lake's rows.
 */
final class FolderCopy {
  private static final String OTHER_CURVE = "equity.parquet";
  private static final String OTHER_TRADES = "trades.csv";

  /** The document writes files of these names, so those that are as they were come behind it. */
  private static final List<String> OF_DOCUMENT =
      List.of(EvidenceFiles.SNAPSHOT, EvidenceFiles.STATS, EvidenceFiles.SNIPPET);

  /** The rows of the runs of a batch. */
  interface RowSource {
    EquityCurve curve(String runId);

    Trades trades(String runId);

    List<Stat> stats(String runId);
  }

  private final StoredRun run;
  private final RowSource rows;
  private final EvidenceWriter writer;
  private final List<String> changes = new ArrayList<>();
  private final Map<String, Artifact> files = new TreeMap<>();
  private final Set<String> exact = new HashSet<>();
  private final boolean wasFolder;

  private FolderCopy(StoredRun run, RowSource rows, EvidenceWriter writer) {
    this.run = run;
    this.rows = rows;
    this.writer = writer;
    run.files().forEach(file -> files.put(file.name(), file));
    wasFolder = files.containsKey(EvidenceFiles.SNAPSHOT) || RunLayout.makesRun(files.keySet());
  }

  /**
   * Writes the folder, whole or not at all.
   *
   * @return what of it is not as it was
   */
  static List<String> write(StoredRun run, RowSource rows, Path folder) throws IOException {
    try (EvidenceWriter writer = EvidenceWriter.open(folder)) {
      FolderCopy copy = new FolderCopy(run, rows, writer);
      copy.write();
      writer.complete();
      return copy.changes;
    }
  }

  private void write() throws IOException {
    if (!wasFolder) {
      changes.add(
          files.isEmpty()
              ? "all files are made anew: the lake keeps none of this run's"
              : "the run was no folder: its files are made anew");
    }
    for (Artifact file : files.values()) {
      if (!OF_DOCUMENT.contains(file.name()) && restore(file, writer.folder())) {
        exact.add(file.name());
      }
    }
    Path aside = Files.createDirectory(writer.folder().resolve(".aside"));
    for (String name : OF_DOCUMENT) {
      Artifact file = files.get(name);
      if (file != null && restore(file, aside)) {
        exact.add(name);
      }
    }
    document();
    for (String name : OF_DOCUMENT) {
      asItWas(name, aside);
    }
    Files.delete(aside);
    files.values().stream().filter(file -> !exact.contains(file.name())).forEach(this::tell);
  }

  private void document() throws IOException {
    String id = run.runId();
    boolean curveIsLost = isLost(EvidenceFiles.EQUITY, OTHER_CURVE);
    boolean tradesAreLost = isLost(EvidenceFiles.TRADES, OTHER_TRADES);
    EquityCurve curve = curveIsLost ? rows.curve(id) : EquityCurve.EMPTY;
    Trades trades = tradesAreLost ? rows.trades(id) : Trades.none();
    List<Stat> stats =
        isLost(EvidenceFiles.STATS, EvidenceFiles.STATS) ? rows.stats(id) : List.of();
    try {
      writer.write(new RunDocument(run.metaJson(true), run.params(), stats, curve, trades));
    } catch (IllegalArgumentException e) { // a homemade run's meta need not name it
      writer.write(new RunDocument(run.metaJson(false), run.params(), stats, curve, trades));
    }
  }

  /** Whether the rows are all that is left of the file that a table was made of. */
  private boolean isLost(String ours, String other) {
    String read = files.containsKey(ours) ? ours : other;
    return !wasFolder || (files.containsKey(read) && !exact.contains(read));
  }

  /** A file of the document's becomes the one that was there, or none where there was none. */
  private void asItWas(String name, Path aside) throws IOException {
    Path kept = aside.resolve(name);
    Path written = writer.folder().resolve(name);
    boolean isKept = exact.contains(name);
    if (name.equals(EvidenceFiles.SNIPPET)) {
      if (isKept) {
        writer.snippet(Files.readAllBytes(kept));
        Files.delete(kept);
      } else if (wasFolder && !files.containsKey(name)) {
        writer.snippet(null);
      }
    } else if (isKept) {
      Files.move(kept, written, StandardCopyOption.REPLACE_EXISTING);
    } else if (wasFolder && !files.containsKey(name)) {
      Files.delete(written);
    }
  }

  /** Puts the very bytes of a file into a folder; says whether it could. */
  private boolean restore(Artifact file, Path folder) throws IOException {
    String sha256 = file.sha256();
    if (!FolderNames.isPlain(file.name()) || sha256 == null) {
      return false;
    }
    Path target = folder.resolve(file.name());
    String content = file.content();
    if (content != null && Sha256.of(content.getBytes(UTF_8)).equals(sha256)) {
      Files.writeString(target, content);
      return true;
    }
    Optional<Path> original = original(file.name());
    if (original.isEmpty()) {
      return false;
    }
    boolean isSame = copy(original.get(), target).equals(Optional.of(sha256));
    if (!isSame) {
      Files.deleteIfExists(target);
    }
    return isSame;
  }

  private Optional<Path> original(String name) {
    String path = run.sourcePath();
    try {
      return Optional.ofNullable(path)
          .map(Path::of)
          .map(folder -> folder.resolve(name))
          .filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The digest of what was copied; empty where the original can't be read. */
  private static Optional<String> copy(Path original, Path target) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = open(original);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
      if (in == null) {
        return Optional.empty();
      }
      long _ = in.transferTo(out);
    }
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }

  private static @Nullable InputStream open(Path original) {
    try {
      return Files.newInputStream(original);
    } catch (IOException e) {
      return null; // it may be nobody's to read any more: then it is as good as gone
    }
  }

  /** Says what became of a file that is not there byte for byte. */
  private void tell(Artifact file) {
    String name = file.name();
    String anew =
        switch (name) {
          case OTHER_CURVE -> EvidenceFiles.EQUITY;
          case OTHER_TRADES -> EvidenceFiles.TRADES;
          default -> name;
        };
    boolean isSnippet = name.equals(EvidenceFiles.SNIPPET); // which is written last
    Path written = writer.folder().resolve(FolderNames.isPlain(anew) ? anew : ".none");
    if (!isSnippet && !Files.exists(written)) {
      changes.add(name + ": left out, its folder is gone and the lake has no copy");
    } else if (!anew.equals(name)) {
      changes.add(name + ": made anew as " + anew);
    } else if (isSnippet || !isSame(file, written)) {
      changes.add(name + ": made anew from the lake's rows");
    }
  }

  private static boolean isSame(Artifact file, Path written) {
    try (InputStream in = Files.newInputStream(written)) {
      return Sha256.of(in).equals(file.sha256());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
