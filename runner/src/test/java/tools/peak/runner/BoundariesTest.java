package tools.peak.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class BoundariesTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tools.peak.runner");

  @Test
  void only_the_strategies_know_ta4j() {
    noClasses()
        .that()
        .resideOutsideOfPackage("tools.peak.runner.strategy")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.ta4j..")
        .check(classes);
  }

  @Test
  void the_runner_knows_no_lake() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.peak.lake..", "tools.peak.cli..")
        .check(classes);
  }

  @Test
  void its_packages_have_no_cycles() {
    slices().matching("tools.peak.runner.(*)..").should().beFreeOfCycles().check(classes);
  }
}
