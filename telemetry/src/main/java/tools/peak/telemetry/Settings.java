package tools.peak.telemetry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the environment asks for. Telemetry is on only where a variable says so: the exporters' own
 * default is a backend on this machine, which nobody asked for.
 *
 * @param properties the standard settings as given, by property name ({@code otel.…})
 * @param empty those that were given, but empty, which by the standard is as if they were not
 * @param runFiles whether each run writes a telemetry file
 * @param runFileBytes how large such a file may grow
 */
record Settings(
    Map<String, String> properties, Set<String> empty, boolean runFiles, long runFileBytes) {
  static final String FILE_VARIABLE = "PEAK_TELEMETRY";
  static final String LIMIT_VARIABLE = "PEAK_TELEMETRY_MAX_BYTES";

  private static final String FILE = "file";

  /** Everything goes to the stack of {@code peak stack}. */
  private static final String STACK = "stack";

  /** Where that stack's collector listens, on this machine only. */
  private static final String STACK_ENDPOINT = "http://127.0.0.1:4318";

  /** Room for a million spans, so that the bound meets only what has gone astray. */
  static final long DEFAULT_RUN_FILE_BYTES = 512L << 20;

  private static final List<String> SIGNALS = List.of("traces", "metrics", "logs");
  private static final String NO_EXPORTER = "none";
  private static final String OTLP = "otlp";

  Settings {
    properties = Map.copyOf(properties);
    empty = Set.copyOf(empty);
  }

  /** Reads variables and, where both are set, the system properties that win over them. */
  static Settings of(Map<String, String> environment, Map<String, String> systemProperties) {
    Map<String, String> properties = new HashMap<>();
    Set<String> empty = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_")) {
            put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value, properties, empty);
          }
        });
    systemProperties.forEach(
        (name, value) -> {
          if (name.startsWith("otel.")) {
            put(name.toLowerCase(Locale.ROOT).replace('-', '.'), value, properties, empty);
          }
        });
    Set<String> wanted = wanted(environment);
    boolean runFiles = wanted.contains(FILE);
    if (wanted.contains(STACK)) {
      properties.putIfAbsent("otel.exporter.otlp.endpoint", STACK_ENDPOINT);
      // The collector's tail sampler chooses; it can't choose what it was not sent.
      properties.putIfAbsent("otel.traces.sampler", "parentbased_always_on");
    }
    if (runFiles && properties.containsKey("otel.config.file")) {
      throw new WrongVariable(
          FILE_VARIABLE,
          "file",
          "unset with OTEL_CONFIG_FILE, whose file is the whole configuration");
    }
    return new Settings(properties, empty, runFiles, runFileBytes(environment));
  }

  private static void put(
      String name, String value, Map<String, String> properties, Set<String> empty) {
    if (value.isBlank()) {
      empty.add(name);
    } else {
      properties.put(name, value);
    }
  }

  /** The same without anything that is sent or scraped: only the runs' own files are left. */
  Settings withFilesAlone() {
    Map<String, String> left = new HashMap<>();
    for (String signal : SIGNALS) {
      left.put("otel." + signal + ".exporter", NO_EXPORTER);
    }
    left.put("otel.traces.sampler", "parentbased_always_on");
    properties.forEach(
        (name, value) -> {
          if (name.equals("otel.service.name") || name.equals("otel.resource.attributes")) {
            left.put(name, value);
          }
        });
    return new Settings(left, empty, runFiles, runFileBytes);
  }

  /** Whether anything is asked for at all. */
  boolean anythingWanted() {
    return !disabled()
        && (runFiles
            || properties.containsKey("otel.config.file")
            || SIGNALS.stream().anyMatch(this::exported));
  }

  /** Whether {@code signal} (traces, metrics, logs) goes to a backend or can be scraped. */
  boolean exported(String signal) {
    return !disabled() && !exporters(signal).equals(NO_EXPORTER);
  }

  /**
   * What holds where the environment says nothing: exporters only where an endpoint is named,
   * http/protobuf, short intervals (a short run gives few samples otherwise), bounded sizes, and a
   * scrape endpoint that only this machine can reach.
   */
  Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>();
    // The SDK reads the environment itself, and would take an empty text at its word.
    empty.forEach(name -> defaults.put(name, null));
    for (String signal : SIGNALS) {
      defaults.put("otel." + signal + ".exporter", exporters(signal));
    }
    defaults.put("otel.exporter.otlp.protocol", "http/protobuf");
    defaults.put("otel.exporter.prometheus.host", "127.0.0.1");
    defaults.put("otel.metric.export.interval", "5000");
    // A sweep ends spans by the thousand a second; the SDK's 2,048 are gone in half of one.
    defaults.put("otel.bsp.max.queue.size", "16384");
    defaults.put("otel.attribute.value.length.limit", "16384");
    defaults.put("otel.java.metrics.cardinality.limit", "1000");
    // The SDK's metrics about itself under their standard names (otel.sdk.…).
    defaults.put("otel.experimental.sdk.telemetry.version", "latest");
    defaults.putAll(properties);
    return defaults;
  }

  /** Where telemetry is sent to, for people to read. */
  String endpoints() {
    return properties.entrySet().stream()
        .filter(property -> property.getKey().endsWith("endpoint"))
        .map(Map.Entry::getValue)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private boolean disabled() {
    return properties.getOrDefault("otel.sdk.disabled", "").equalsIgnoreCase("true");
  }

  private String exporters(String signal) {
    String exporters = properties.get("otel." + signal + ".exporter");
    if (exporters != null) {
      return exporters;
    }
    boolean endpoint =
        properties.containsKey("otel.exporter.otlp.endpoint")
            || properties.containsKey("otel.exporter.otlp." + signal + ".endpoint");
    return endpoint ? OTLP : NO_EXPORTER;
  }

  /** Where the signals go that are sent by OTLP. */
  Set<String> targets() {
    Set<String> targets = new TreeSet<>();
    for (String signal : SIGNALS) {
      if (!disabled() && List.of(exporters(signal).split(",")).contains(OTLP)) {
        String own = properties.get("otel.exporter.otlp." + signal + ".endpoint");
        targets.add(own == null ? endpoint(signal) : own);
      }
    }
    return targets;
  }

  private String endpoint(String signal) {
    String general = properties.get("otel.exporter.otlp.endpoint");
    if (general != null) {
      return general;
    }
    String protocol =
        properties.getOrDefault(
            "otel.exporter.otlp." + signal + ".protocol",
            properties.getOrDefault("otel.exporter.otlp.protocol", ""));
    return protocol.equals("grpc") ? "http://localhost:4317" : "http://localhost:4318";
  }

  private static Set<String> wanted(Map<String, String> environment) {
    String value = environment.getOrDefault(FILE_VARIABLE, "");
    Set<String> wanted = new TreeSet<>();
    for (String part : value.split(",", -1)) {
      switch (part.strip()) {
        case FILE -> wanted.add(FILE);
        case STACK -> wanted.add(STACK);
        case "", NO_EXPORTER -> {}
        default ->
            throw new WrongVariable(
                FILE_VARIABLE, value, "'file', 'stack', 'stack,file' or 'none'");
      }
    }
    return wanted;
  }

  private static long runFileBytes(Map<String, String> environment) {
    String value = environment.getOrDefault(LIMIT_VARIABLE, "");
    if (value.isEmpty()) {
      return DEFAULT_RUN_FILE_BYTES;
    }
    try {
      long bytes = Long.parseLong(value);
      if (bytes > 0) {
        return bytes;
      }
    } catch (NumberFormatException _) {
      // Said below, like a number that is out of range.
    }
    throw new WrongVariable(LIMIT_VARIABLE, value, "a number of bytes above 0");
  }

  /** Peak's own variables that do not say what they may. */
  static final class WrongVariable extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongVariable(String variable, String value, String expected) {
      super(variable + "=" + value + " should be " + expected);
    }
  }
}
