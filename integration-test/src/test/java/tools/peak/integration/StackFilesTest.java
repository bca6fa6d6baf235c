package tools.peak.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.peak.fixtures.Needed;

/** The stack's configurations, as far as they can be checked where their programs are not. */
class StackFilesTest {
  @TempDir Path scratch;

  /** Twice the same key is an error here, as it is for most of those programs. */
  private static Object read(String text) {
    return new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
        .loadFromString(text);
  }

  private static Object file(String name) throws IOException {
    return read(Files.readString(Dashboard.STACK.resolve(name)));
  }

  /** File → paths of keys. */
  private static Map<String, Set<String>> known() throws IOException {
    Map<String, Set<String>> known = new LinkedHashMap<>();
    String file = "";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(StackFilesTest.class.getResourceAsStream("stack-keys.txt")),
                UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          file = line.substring(1, line.length() - 1);
          known.put(file, new TreeSet<>());
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          Objects.requireNonNull(known.get(file)).add(line);
        }
      }
    }
    return known;
  }

  /** What stands below these is a name of one's own. */
  private static boolean isNaming(String path) {
    return Set.of("services", "volumes", "service.pipelines").contains(path)
        || path.equals("services.*.environment");
  }

  private static void keys(Object node, String path, Set<String> found) {
    switch (node) {
      case Map<?, ?> map ->
          map.forEach(
              (key, value) -> {
                String below =
                    (path.isEmpty() ? "" : path + ".") + (isNaming(path) ? "*" : key.toString());
                found.add(below);
                if (value != null) {
                  keys(value, below, found);
                }
              });
      case List<?> list -> list.forEach(value -> keys(value, path, found));
      default -> {
        // a plain value has no keys
      }
    }
  }

  private static Set<String> unknown(String file, Object yaml) throws IOException {
    Set<String> found = new TreeSet<>();
    keys(yaml, "", found);
    found.removeAll(Objects.requireNonNull(known().get(file)));
    return found;
  }

  @Test
  void every_key_is_one_that_its_program_knows() throws IOException {
    assertThat(known()).hasSize(9);
    for (String file : known().keySet()) {
      assertThat(unknown(file, file(file))).as(file).isEmpty();
    }
  }

  @Test
  void a_key_of_another_version_is_caught() throws IOException {
    String tempo = Files.readString(Dashboard.STACK.resolve("tempo.yml"));
    assertThat(unknown("tempo.yml", read(tempo + "\ningester:\n  max_block_duration: 5m\n")))
        .containsExactly("ingester", "ingester.max_block_duration");
    assertThatThrownBy(() -> read(tempo + "\nserver:\n  http_listen_port: 1\n"))
        .isInstanceOf(YamlEngineException.class);
  }

  @Test
  void every_service_is_pinned_bounded_and_of_this_machine_alone() throws IOException {
    Map<?, ?> compose = (Map<?, ?>) file("docker-compose.yml");
    Map<?, ?> services = (Map<?, ?>) Objects.requireNonNull(compose.get("services"));
    Set<String> ports = new TreeSet<>();
    services.forEach(
        (name, value) -> {
          Map<?, ?> service = (Map<?, ?>) value;
          assertThat(String.valueOf(service.get("image")))
              .as("%s", name)
              .matches("[a-z-]+/[a-z-]+:v?\\d+\\.\\d+\\.\\d+");
          assertThat(service.get("mem_limit")).as("%s", name).isNotNull();
          assertThat(service.get("restart")).as("%s", name).isEqualTo("unless-stopped");
          assertThat(service.get("depends_on")).as("%s", name).isNull();
          // The collector's image has no program that could ask.
          assertThat(service.containsKey("healthcheck"))
              .as("%s", name)
              .isEqualTo(!name.equals("collector"));
          for (Object port : (List<?>) Objects.requireNonNull(service.get("ports"))) {
            assertThat(port.toString()).startsWith("127.0.0.1:");
            ports.add(port.toString().replaceAll(".*:", ""));
          }
          for (Object volume : (List<?>) Objects.requireNonNull(service.get("volumes"))) {
            String source = volume.toString().replaceAll(":.*", "");
            if (source.startsWith("./")) {
              assertThat(Dashboard.STACK.resolve(source)).as("%s", name).exists();
            } else {
              assertThat(
                      ((Map<?, ?>) Objects.requireNonNull(compose.get("volumes")))
                          .containsKey(source))
                  .isTrue();
            }
          }
        });
    assertThat(ports).containsExactly("13133", "3000", "3100", "3200", "4317", "4318", "9090");
  }

  @Test
  void datasources_link_to_datasources_that_exist() throws IOException {
    Set<String> uids = new TreeSet<>();
    Set<String> linked = new TreeSet<>();
    for (String name : List.of("prometheus", "tempo", "loki")) {
      String text =
          Files.readString(Dashboard.STACK.resolve("grafana/datasources/" + name + ".yml"));
      for (String line : text.lines().map(String::strip).toList()) {
        if (line.startsWith("uid: ")) {
          uids.add(line.substring("uid: ".length()));
        } else if (line.startsWith("datasourceUid: ")) {
          linked.add(line.substring("datasourceUid: ".length()));
        }
      }
    }
    assertThat(uids).containsExactly("peak-loki", "peak-prometheus", "peak-tempo");
    assertThat(linked).isEqualTo(uids);
  }

  /** Debian's promtool, 2.42, knows no block {@code otlp}: it is left out for it. */
  @Test
  void promtool_takes_the_configuration_and_the_alerts() throws Exception {
    Path program =
        Path.of(Objects.requireNonNullElse(System.getenv("PEAK_PROMETHEUS"), "/usr/bin/prometheus"))
            .resolveSibling("promtool");
    Needed.here(Files.isExecutable(program), "prometheus", "apt install prometheus");
    Path rules = Files.createDirectories(scratch.resolve("rules")).resolve("alerts.yml");
    Files.copy(Dashboard.STACK.resolve("rules/alerts.yml.off"), rules);
    String config =
        Files.readString(Dashboard.STACK.resolve("prometheus.yml"))
            .replaceFirst("(?s)\notlp:\n.*?\n\n", "\n")
            .replace("/etc/prometheus", scratch.toString());
    assertThat(config).doesNotContain("otlp:").contains(scratch.toString());
    Path file = Files.writeString(scratch.resolve("prometheus.yml"), config);
    assertThat(promtool(program, file)).contains("5 rules found");
    Files.writeString(rules, Files.readString(rules).replace("max by", "max bye"));
    assertThat(promtool(program, file)).contains("FAILED");
  }

  private static String promtool(Path program, Path config) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "check", "config", config.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }
}
