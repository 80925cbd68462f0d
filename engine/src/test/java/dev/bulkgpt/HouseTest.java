package dev.bulkgpt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rules of docs/house.md that a machine can hold.
class HouseTest {

  /// Each room may import only rooms to its right.
  private static final List<String> ROOMS =
      List.of(
          "run",
          "task",
          "step",
          "workflow",
          "model",
          "workbook",
          "csv",
          "workspace",
          "store",
          "words");

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.bulkgpt");

  @TestFactory
  Stream<DynamicTest> aRoomImportsOnlyRoomsToItsRight() {
    return ROOMS.stream()
        .filter(room -> !room.equals(ROOMS.getFirst()))
        .map(room ->
            DynamicTest.dynamicTest(
                room,
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage(packageOf(room))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(roomsLeftOf(room))
                        .check(ENGINE)));
  }

  @Test
  void theEngineKnowsNoFrameworkOfItsCallers() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "picocli..", "jakarta..", "java.net.http..")
        .check(ENGINE);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(
            ".*\\.(Abstract|Base)[A-Z]\\w*|.*(Manager|Helper|Utils?|Impl|DTO|Dto|Processor|Common)")
        .check(ENGINE);
  }

  @Test
  void nothingStaticChanges() {
    noFields()
        .that()
        .areStatic()
        .and()
        .areNotFinal()
        .should()
        .beDeclaredInClassesThat()
        .resideInAPackage("dev.bulkgpt..")
        .allowEmptyShould(true)
        .check(ENGINE);
  }

  @Test
  void sqlIsWrittenInStoresLedgersAndTheScheduleOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packageOf("store"), packageOf("workspace"), packageOf("task"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.jdbi..")
        .check(ENGINE);
  }

  private static String packageOf(String room) {
    return "dev.bulkgpt." + room + "..";
  }

  private static String[] roomsLeftOf(String room) {
    return ROOMS.subList(0, ROOMS.indexOf(room)).stream()
        .map(HouseTest::packageOf)
        .toArray(String[]::new);
  }
}
