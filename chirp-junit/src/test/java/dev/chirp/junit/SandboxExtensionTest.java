package dev.chirp.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.chirp.sandbox.Sandbox;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The classes within are not found by their names: the tests run them. */
class SandboxExtensionTest {
  private static final String TABLES = "src/test/aws/table";

  /** The sandboxes that the classes within had, with the items that they found and left. */
  private static final List<Visit> VISITS = new ArrayList<>();

  private record Visit(Sandbox sandbox, Path folder, int itemsBefore) {
    static void to(Sandbox sandbox) throws Exception {
      assertTrue(Files.isDirectory(sandbox.directory()));
      int before = sandbox.items("notes").size();
      VISITS.add(new Visit(sandbox, sandbox.directory(), before));
      String id = String.valueOf(VISITS.size());
      assertEquals(200, ChirpSandboxTest.putNote(sandbox.endpoint(), sandbox, id).statusCode());
    }
  }

  @ChirpSandbox(tables = TABLES)
  static final class Fresh {
    @Test
    void visits(Sandbox sandbox) throws Exception {
      Visit.to(sandbox);
    }
  }

  @ChirpSandbox(tables = TABLES)
  static final class AlsoFresh {
    @Test
    void visits(Sandbox sandbox) throws Exception {
      Visit.to(sandbox);
    }
  }

  @ChirpSandbox(tables = TABLES, shared = true)
  static final class Shared {
    @Test
    void visits(Sandbox sandbox) throws Exception {
      Visit.to(sandbox);
    }
  }

  @ChirpSandbox(tables = "src/test/../test/aws/table", shared = true)
  static final class AlsoShared {
    @Test
    void visits(Sandbox sandbox) throws Exception {
      Visit.to(sandbox);
    }
  }

  @ChirpSandbox(tables = TABLES, region = "eu-central-1", shared = true)
  static final class SharedElsewhere {
    @Test
    void visits(Sandbox sandbox) throws Exception {
      Visit.to(sandbox);
    }
  }

  @ChirpSandbox(tables = TABLES)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class OneInstance {
    private final Sandbox own;

    OneInstance(Sandbox sandbox) {
      own = sandbox;
    }

    @BeforeAll
    void begin(URI endpoint) {
      assertEquals(own.endpoint(), endpoint);
    }

    @Test
    void visits(Sandbox sandbox) throws Exception {
      assertEquals(own.endpoint(), sandbox.endpoint());
      Visit.to(sandbox);
    }
  }

  @ChirpSandbox
  static final class NoTables {
    @Test
    void startsEmpty(Sandbox sandbox) {
      assertEquals(List.of(), sandbox.tables());
      assertEquals(List.of(), sandbox.buckets());
    }
  }

  @ChirpSandbox(tables = "src/main/aws/tabel")
  static final class MissingFolder {
    @Test
    void isNotReached() {}
  }

  @ChirpSandbox(tables = "src/test/aws/wrong-table")
  static final class WrongTable {
    @Test
    void isNotReached() {}
  }

  @ChirpSandbox(region = "Frankfurt")
  static final class WrongRegion {
    @Test
    void isNotReached() {}
  }

  @ExtendWith(SandboxExtension.class)
  static final class NoAnnotation {
    @Test
    void isNotReached() {}
  }

  @BeforeEach
  void forget() {
    VISITS.clear();
  }

  @Test
  void freshSandboxesAreOnePerClass() throws Exception {
    assertSucceed(2, Fresh.class, AlsoFresh.class);

    assertEquals(List.of(0, 0), VISITS.stream().map(Visit::itemsBefore).toList());
    assertNotEquals(VISITS.get(0).folder(), VISITS.get(1).folder());
    assertEnded();
  }

  @Test
  void sharedSandboxesAreOnePerTablesAndRegion() throws Exception {
    assertSucceed(3, Shared.class, AlsoShared.class, SharedElsewhere.class);

    assertEquals(List.of(0, 1, 0), VISITS.stream().map(Visit::itemsBefore).toList());
    assertEquals(VISITS.get(0).folder(), VISITS.get(1).folder());
    assertEnded();
  }

  @Test
  void instancesForAllTestsGetTheSandboxOfTheirClass() throws Exception {
    assertSucceed(1, OneInstance.class);
    assertEnded();
  }

  @Test
  void projectsWithoutTableFilesNeedNoFolder() {
    assertSucceed(1, NoTables.class);
  }

  @Test
  void wrongSettingsFailTheClassAndLeaveNoFolder() throws IOException {
    List<Path> before = sandboxFolders();
    assertFails(
        MissingFolder.class,
        """
        @ChirpSandbox of MissingFolder: the table folder 'src/main/aws/tabel' does not exist.
        Try: @ChirpSandbox(tables = "src/main/aws/table")""");
    assertFails(
        WrongTable.class,
        """
        @ChirpSandbox of WrongTable: Table file 'src/test/aws/wrong-table/broken.json' is not valid JSON: line 2, column 1.
        Try: jq . 'src/test/aws/wrong-table/broken.json'""");
    assertFails(
        WrongRegion.class,
        """
        @ChirpSandbox of WrongRegion: 'Frankfurt' is not a valid region.
        Try: us-east-1""");
    assertFails(
        NoAnnotation.class,
        """
        NoAnnotation does not have @ChirpSandbox.
        Try: @ChirpSandbox in place of @ExtendWith""");
    assertEquals(before, sandboxFolders());
  }

  /** Nothing answers any more, and no folder is left. */
  private static void assertEnded() {
    for (Visit visit : VISITS) {
      assertFalse(Files.exists(visit.folder()), () -> visit.folder().toString());
      assertThrows(
          ConnectException.class,
          () -> ChirpSandboxTest.putNote(visit.sandbox().endpoint(), visit.sandbox(), "late"));
    }
  }

  /** The folders of this process only, because others may start sandboxes meanwhile. */
  private static List<Path> sandboxFolders() throws IOException {
    String prefix = "chirp-sandbox-%d-".formatted(ProcessHandle.current().pid());
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static void assertSucceed(int tests, Class<?>... classes) {
    EngineExecutionResults results = run(classes);
    results.allEvents().failed().assertEventsMatchExactly();
    results.testEvents().assertStatistics(statistics -> statistics.succeeded(tests));
  }

  private static void assertFails(Class<?> test, String problem) {
    EngineExecutionResults results = run(test);
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(1, finishedWithFailure(message(problem)));
    results.testEvents().assertStatistics(statistics -> statistics.started(0));
  }

  private static EngineExecutionResults run(Class<?>... classes) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(Stream.of(classes).map(type -> selectClass(type)).toArray(ClassSelector[]::new))
        .execute();
  }
}
