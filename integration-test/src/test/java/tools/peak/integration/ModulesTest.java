package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Peak's jars on a module path: names that stay, and no package in two of them. */
class ModulesTest {
  @Test
  void every_jar_has_a_name_of_its_own_and_they_resolve_together() throws IOException {
    ModuleFinder finder = ModuleFinder.of(jars().toArray(Path[]::new));
    Set<String> names =
        finder.findAll().stream()
            .map(ModuleReference::descriptor)
            .map(module -> module.name())
            .collect(Collectors.toSet());

    // Two modules of one package are refused here.
    Configuration modules = Configuration.empty().resolve(finder, ModuleFinder.ofSystem(), names);

    assertThat(names)
        .containsExactlyInAnyOrder(
            "tools.peak.cli",
            "tools.peak.engine.duckdb",
            "tools.peak.evidence",
            "tools.peak.importers",
            "tools.peak.lake",
            "tools.peak.lake.assembly",
            "tools.peak.lake.iceberg",
            "tools.peak.lake.sqlite",
            "tools.peak.parquet",
            "tools.peak.runner",
            "tools.peak.storage",
            "tools.peak.storage.cloud",
            "tools.peak.telemetry");
    assertThat(names).allMatch(name -> modules.findModule(name).isPresent());
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(Launched.DISTRIBUTION.resolve("lib"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("peak-")).toList();
    }
  }
}
