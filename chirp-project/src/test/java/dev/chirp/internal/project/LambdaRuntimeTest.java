package dev.chirp.internal.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaRuntimeTest {
  private static final LocalDate END = LocalDate.of(2027, 6, 30);

  @ParameterizedTest
  @CsvSource({
    "8,java17",
    "11,java17",
    "17,java17",
    "18,java21",
    "21,java21",
    "22,java25",
    "25,java25"
  })
  void oldestRuntimeThatRunsTheClassesIsChosen(int release, String id) {
    assertEquals(id, LambdaRuntime.running(release).id());
  }

  @Test
  void newestRuntimeIsNamedIfItCannotRunTheClasses() {
    ChirpException failure = assertThrows(ChirpException.class, () -> LambdaRuntime.running(26));
    assertEquals(
        "The functions are compiled for Java 26, but the newest Lambda runtime that Chirp knows, 'java25', runs Java 25.",
        failure.problem());
    assertEquals("<maven.compiler.release>25</maven.compiler.release>", failure.suggestion());
  }

  @Test
  void runtimeRunsItsReleaseAndOlder() {
    assertTrue(LambdaRuntime.of("java17.al2023").runs(17));
    assertFalse(LambdaRuntime.of("java17.al2023").runs(18));
    assertFalse(LambdaRuntime.of("java8.al2").runs(9));
  }

  @Test
  void unknownRuntimeIsAccepted() {
    LambdaRuntime unknown = LambdaRuntime.of("java29");
    assertEquals("java29", unknown.id());
    assertTrue(unknown.runs(29));
    List<String> warnings = unknown.warnings(END);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("'java29'"), warnings.get(0));
    assertTrue(LambdaRuntime.of("provided.al2023").runs(99));
    assertEquals(List.of(), LambdaRuntime.of("provided.al2023").warnings(END));
  }

  @Test
  void spacesAroundTheIdentifierAreIgnored() {
    assertEquals(LambdaRuntime.of("java21"), LambdaRuntime.of(" java21 "));
    String warning = LambdaRuntime.of("JAVA21").warnings(END).get(0);
    assertTrue(warning.endsWith("Did you mean 'java21'?"), warning);
  }

  @Test
  void endOfSupportIsWarnedAbout180DaysBefore() {
    LambdaRuntime java17 = LambdaRuntime.of("java17");
    assertEquals(List.of(), java17.warnings(END.minusDays(181)));
    assertEquals(
        List.of(
            "AWS's runtime 'java17' will not be supported from 2027-06-30: AWS will refuse first new functions, then updates. -Dchirp.runtime=java17.al2023 (or <runtime>) runs the same Java and is supported longer."),
        java17.warnings(END.minusDays(180)));
    assertTrue(java17.warnings(END).get(0).contains("is not supported since 2027-06-30"));
    assertEquals(List.of(), LambdaRuntime.of("java21").warnings(END));
  }

  @Test
  void snapStartIsAvailableFromJava11() {
    assertTrue(LambdaRuntime.of("java11").hasSnapStart());
    assertTrue(LambdaRuntime.of("java17.al2023").hasSnapStart());
    assertTrue(LambdaRuntime.of("java29").hasSnapStart());
    assertFalse(LambdaRuntime.of("java8.al2").hasSnapStart());
    assertFalse(LambdaRuntime.of("provided.al2023").hasSnapStart());
  }
}
