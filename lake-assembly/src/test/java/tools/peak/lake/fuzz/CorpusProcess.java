package tools.peak.lake.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Feeds what is kept of fuzzing to the same decoders, without the fuzzer, which needs more memory
 * than they may. Argument: the folder of the inputs. Says how many it read.
 */
final class CorpusProcess {
  private CorpusProcess() {}

  private interface Decoder {
    void decode(byte[] bytes) throws IOException;
  }

  public static void main(String[] args) throws IOException {
    FolderFuzzTest folders = new FolderFuzzTest();
    FilterFuzzTest filters = new FilterFuzzTest();
    Map<String, Decoder> decoders =
        Map.of(
            "FolderFuzzTestInputs/snapshot", folders::snapshot,
            "FolderFuzzTestInputs/stats", folders::stats,
            "FolderFuzzTestInputs/curve", folders::curve,
            "FolderFuzzTestInputs/trades", folders::trades,
            "FolderFuzzTestInputs/telemetry", folders::telemetry,
            "FilterFuzzTestInputs/text", filters::text);
    FolderFuzzTest.make();
    int read = 0;
    for (Map.Entry<String, Decoder> decoder : decoders.entrySet()) {
      for (Path input : inputs(Path.of(args[0], decoder.getKey()))) {
        decoder.getValue().decode(Files.readAllBytes(input));
        read++;
      }
    }
    FolderFuzzTest.remove();
    System.out.write(Integer.toString(read).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    System.out.flush();
  }

  private static List<Path> inputs(Path folder) throws IOException {
    try (Stream<Path> inputs = Files.list(folder)) {
      return inputs.sorted().toList();
    }
  }
}
