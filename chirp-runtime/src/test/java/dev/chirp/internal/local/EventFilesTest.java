package dev.chirp.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.chirp.runtime.LocalInvocationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilesTest {

  @TempDir private Path project;

  @Test
  void findsTheFunctionsOwnEvent() throws IOException {
    Path file = write("src/test/event/server_status.json");
    EventFiles events = EventFiles.ofProject(project);

    assertEquals(file, events.defaultFile("server_status"));
    assertEquals(file, events.resolve("server_status"));
  }

  @Test
  void findsAndListsTheNamedEvents() throws IOException {
    Path file = write("src/test/event/server_status/404.json");
    write("src/test/event/server_status/slow/first.json");
    write("src/test/event/server_status/notes.txt");
    EventFiles events = EventFiles.ofProject(project);

    assertEquals(file, events.resolve("server_status", "404"));
    assertEquals(List.of("404", "slow/first"), events.names("server_status"));
    assertEquals(List.of(), events.names("other"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "../../../../etc/x", "/etc/x", "", "a/../../secret"})
  void refusesANameThatLeavesTheFolder(String name) throws IOException {
    write("src/test/event/server_status/404.json");
    write("src/test/event/secret.json");
    EventFiles events = EventFiles.ofProject(project);

    LocalInvocationException refusal =
        assertThrows(LocalInvocationException.class, () -> events.resolve("server_status", name));

    Path folder = project.resolve("src/test/event/server_status");
    assertEquals("Event name '" + name + "' leads out of '" + folder + "'.", refusal.problem());
    assertEquals(
        "mvn chirp:invoke -Dfunction=server_status -Devent=404",
        refusal.suggestion().orElseThrow());
  }

  @Test
  void refusesALinkThatLeavesTheFolder() throws IOException {
    Path outside = write("elsewhere/secret.json");
    Path inside = write("src/test/event/server_status.json");
    Path folder = project.resolve("src/test/event/server_status");
    Files.createDirectories(folder);
    try {
      Files.createSymbolicLink(folder.resolve("out.json"), outside);
      Files.createSymbolicLink(folder.resolve("linked"), outside.resolveSibling(""));
      Files.createSymbolicLink(folder.resolve("same.json"), inside);
    } catch (IOException | UnsupportedOperationException e) {
      abort("No links here: " + e);
    }
    EventFiles events = EventFiles.ofProject(project);

    for (String name : List.of("out", "linked/secret")) {
      assertEquals(
          "Event name '" + name + "' leads out of '" + folder + "'.",
          assertThrows(LocalInvocationException.class, () -> events.resolve("server_status", name))
              .problem());
    }
    assertEquals(folder.resolve("same.json"), events.resolve("server_status", "same"));
  }

  @Test
  void findsEventsBelowALink() throws IOException {
    Path file = write("elsewhere/event/server_status/404.json");
    Path folder = project.resolve("linked");
    try {
      Files.createSymbolicLink(folder, project.resolve("elsewhere/event"));
    } catch (IOException | UnsupportedOperationException e) {
      abort("No links here: " + e);
    }

    Path found = EventFiles.in(folder).resolve("server_status", "404");

    assertTrue(Files.isSameFile(file, found), found.toString());
  }

  @Test
  void refusesAFunctionNameThatIsAPath() {
    EventFiles events = EventFiles.ofProject(project);

    assertEquals(
        "'../../x' is not a function name: letters, digits, - and _ only, at most 64.",
        assertThrows(LocalInvocationException.class, () -> events.resolve("../../x")).getMessage());
  }

  @Test
  void missingEventListsTheExistingEvents() throws IOException {
    write("src/test/event/server_status/404.json");
    write("src/test/event/server_status/500.json");
    EventFiles events = EventFiles.ofProject(project);

    LocalInvocationException refusal =
        assertThrows(LocalInvocationException.class, () -> events.resolve("server_status", "405"));

    assertEquals(
        "Event file '"
            + project.resolve("src/test/event/server_status/405.json")
            + "' does not exist. Events of 'server_status': 404, 500."
            + System.lineSeparator()
            + "Try: mvn chirp:invoke -Dfunction=server_status -Devent=404",
        refusal.getMessage());
  }

  @Test
  void functionWithoutEventsListsOtherEvents() throws IOException {
    write("src/test/event/server_status.json");
    EventFiles events = EventFiles.ofProject(project);
    Path file = project.resolve("src/test/event/fetch_chirps.json");

    LocalInvocationException refusal =
        assertThrows(LocalInvocationException.class, () -> events.resolve("fetch_chirps"));

    assertEquals(
        "Event file '" + file + "' does not exist. Files there: server_status.json.",
        refusal.problem());
    assertEquals(
        "mkdir -p '" + file.getParent() + "' && echo '{}' > '" + file + "'",
        refusal.suggestion().orElseThrow());
  }

  @Test
  void missingEventFolderIsReported() {
    LocalInvocationException refusal =
        assertThrows(
            LocalInvocationException.class,
            () -> EventFiles.ofProject(project).resolve("fetch_chirps"));

    assertEquals(
        "Event file '"
            + project.resolve("src/test/event/fetch_chirps.json")
            + "' does not exist. No event files in '"
            + project.resolve("src/test/event")
            + "'.",
        refusal.problem());
  }

  private Path write(String path) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, "{}");
  }
}
