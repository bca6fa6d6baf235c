package tools.peak.cli;

import java.nio.file.Path;
import java.util.Map;
import tools.peak.cli.output.Output;

/**
 * What a command runs in.
 *
 * @param lake the lake's folder, which need not exist
 * @param json whether results are one JSON document
 * @param verbose whether a failure shows its stack trace
 */
record Session(Output output, Map<String, String> env, Path lake, boolean json, boolean verbose) {}
