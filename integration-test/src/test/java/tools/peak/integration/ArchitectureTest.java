package tools.peak.integration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasReturnType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.lake.AsOf;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.ingest.IngestListener;
import tools.peak.lake.ingest.IngestOptions;
import tools.peak.lake.ingest.IngestResult;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.Rows;
import tools.peak.lake.query.SqlQuery;
import tools.peak.lake.query.StatsQuery;
import tools.peak.lake.query.TableQuery;
import tools.peak.lake.upkeep.VerifyReport;

/** Who may know whom. */
final class ArchitectureTest {
  /** What tests share looks into Peak from inside: no part of it. */
  private static final Pattern FIXTURES = Pattern.compile(".*/(fixtures/target|peak-fixtures-).*");

  private static final JavaClasses PEAK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.matches(FIXTURES))
          .importPackages("tools.peak");

  @Test
  void evidence_knows_nobody() {
    noneOf("tools.peak.evidence..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "tools.peak.lake..",
            "tools.peak.runner..",
            "tools.peak.cli..",
            "tools.peak.telemetry..")
        .check(PEAK);
  }

  @Test
  void storage_knows_nobody() {
    noneOf("tools.peak.storage..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("tools.peak..").and(resideOutsideOfPackage("tools.peak.storage..")))
        .check(PEAK);
  }

  @Test
  void the_lake_knows_evidence_alone() {
    noneOf("tools.peak.lake..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.peak.runner..", "tools.peak.cli..", "tools.peak.telemetry..")
        .check(PEAK);
  }

  @Test
  void the_runner_knows_evidence_and_telemetry_alone() {
    noneOf("tools.peak.runner..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.peak.lake..", "tools.peak.cli..")
        .check(PEAK);
  }

  @Test
  void one_package_knows_iceberg() {
    onlyIn("tools.peak.lake.iceberg..", "org.apache.iceberg..");
  }

  @Test
  void one_package_of_the_lake_knows_duckdb() {
    noClasses()
        .that()
        .resideInAPackage("tools.peak.lake..")
        .and()
        .resideOutsideOfPackage("tools.peak.engine.duckdb..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.duckdb..")
        .check(PEAK);
  }

  @Test
  void one_package_knows_sqlite() {
    onlyIn("tools.peak.lake.sqlite..", "org.sqlite..");
  }

  @Test
  void one_package_knows_the_library_of_clouds() {
    onlyIn("tools.peak.storage.cloud..", "org.apache.opendal..");
  }

  @Test
  void no_public_room_shows_an_engine() {
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("tools.peak.lake..")
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages("tools.peak.lake.iceberg..", "tools.peak.lake.sqlite..")
        .and()
        .arePublic()
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.be(
                new DescribedPredicate<JavaMethod>("showing a type of an engine") {
                  @Override
                  public boolean test(JavaMethod method) {
                    return isOfAnEngine(((HasReturnType) method).getRawReturnType())
                        || method.getRawParameterTypes().stream()
                            .anyMatch(ArchitectureTest::isOfAnEngine);
                  }
                }))
        .check(PEAK);
  }

  /** What a program that embeds Peak calls. */
  static final List<Class<?>> CALLED =
      List.of(
          Lake.class,
          AsOf.class,
          LakeException.class,
          TableQuery.class,
          StatsQuery.class,
          SqlQuery.class,
          Result.class,
          Rows.class,
          IngestOptions.class,
          IngestResult.class,
          IngestListener.class,
          VerifyReport.class);

  @ParameterizedTest
  @FieldSource("CALLED")
  void what_users_call_shows_no_internal_room(Class<?> called) {
    Set<JavaMethod> methods = PEAK.get(called).getMethods();
    assertThat(methods).isNotEmpty();
    for (JavaMethod method : methods) {
      if (method.getModifiers().contains(JavaModifier.PUBLIC)) {
        assertThat(
                Stream.concat(
                    Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream()))
            .as(method.getFullName())
            .noneMatch(
                type ->
                    type.getPackageName()
                        .matches("tools\\.peak\\.lake\\.(catalog|table|write|query\\.plan)"));
      }
    }
  }

  @Test
  void only_telemetry_knows_the_sdk() {
    noClasses()
        .that()
        .resideOutsideOfPackages("tools.peak.telemetry..", "tools.peak.benchmarks..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry.sdk..", "io.opentelemetry.exporter..")
        .check(PEAK);
  }

  @Test
  void nobody_writes_past_the_output_of_the_command() {
    noClasses()
        .that()
        .resideOutsideOfPackages("tools.peak.cli.output..", "tools.peak.benchmarks..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(PEAK);
  }

  /** Modules, and the packages within one; everything in the lake may know the lake itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tools.peak.(*)..",
        "tools.peak.(telemetry..)",
        "tools.peak.(runner..)",
        "tools.peak.(cli..)",
        "tools.peak.(parquet..)",
        "tools.peak.(storage..)",
        "tools.peak.(evidence..)",
        "tools.peak.lake.(**)"
      })
  void no_packages_know_each_other_in_a_circle(String packages) {
    slices().matching(packages).should().beFreeOfCycles().check(PEAK);
  }

  private static boolean isOfAnEngine(JavaClass type) {
    return Arrays.asList("org.duckdb", "org.apache.iceberg", "org.sqlite", "java.sql").stream()
        .anyMatch(type.getPackageName()::startsWith);
  }

  private static void onlyIn(String room, String library) {
    noClasses()
        .that()
        .resideInAPackage("tools.peak..")
        .and()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PEAK);
  }

  private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction noneOf(
      String room) {
    return noClasses().that().resideInAPackage(room);
  }
}
