package dev.chirp.internal.invoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.testkit.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSourceTest {
  @TempDir private Path module;

  @BeforeEach
  void writeEvents() throws IOException {
    Path folder = Files.createDirectories(module.resolve("events/find_chirp"));
    Files.writeString(folder.resolve("404.json"), "named");
    Files.writeString(module.resolve("events/find_chirp.json"), "own");
    Files.writeString(module.resolve("other.json"), "by path");
  }

  @Test
  void functionsOwnEventIsTheDefault() {
    assertEquals("own", read(Optional.empty(), Optional.empty()));
  }

  @Test
  void namedEventIsRead() {
    assertEquals("named", read(Optional.of("404"), Optional.empty()));
  }

  @Test
  void pathInTheModuleIsRead() {
    assertEquals("by path", read(Optional.of("other.json"), Optional.empty()));
  }

  @Test
  void absolutePathIsRead() {
    assertEquals(
        "by path", read(Optional.of(module.resolve("other.json").toString()), Optional.empty()));
  }

  @Test
  void stdinIsRead() {
    assertEquals("typed", read(Optional.of("-"), Optional.empty()));
  }

  @Test
  void payloadIsUtf8() {
    assertEquals("\"ü\"", read(Optional.empty(), Optional.of("\"ü\"")));
  }

  @Test
  void twoEventsAreRefused() {
    assertEquals(
        "Both -Devent and -Dpayload are given, but a function takes one event.",
        failure(Optional.of("404"), Optional.of("{}")).getMessage());
  }

  @Row(39)
  @Test
  void eventNameThatLeavesItsFolderIsRefused() {
    ChirpException failure = failure(Optional.of("../../other"), Optional.empty());
    assertEquals(
        "Event name '../../other' leads out of '" + module.resolve("events/find_chirp") + "'.",
        failure.problem());
    assertEquals("mvn chirp:invoke -Dfunction=find_chirp -Devent=404", failure.suggestion());
  }

  @Test
  void fileNameSuggestsTheEventsName() {
    ChirpException failure = failure(Optional.of("404.json"), Optional.empty());
    assertEquals(
        "Event file '404.json' does not exist (from -Devent). Events of 'find_chirp': 404.",
        failure.problem());
    assertEquals("mvn chirp:invoke -Dfunction=find_chirp -Devent=404", failure.suggestion());
  }

  @Test
  void invalidPathIsRefused() {
    assertEquals(
        "Event file 'a\0b.json' does not exist (from -Devent). Events of 'find_chirp': 404.",
        failure(Optional.of("a\0b.json"), Optional.empty()).problem());
  }

  @Test
  void emptyNameIsRefused() {
    assertEquals("-Devent is empty.", failure(Optional.of(""), Optional.empty()).getMessage());
  }

  private ChirpException failure(Optional<String> event, Optional<String> payload) {
    return assertThrows(ChirpException.class, () -> read(event, payload));
  }

  private String read(Optional<String> event, Optional<String> payload) {
    EventSource source =
        new EventSource(
            EventFiles.in(module.resolve("events")),
            module,
            event,
            payload,
            new ByteArrayInputStream("typed".getBytes(StandardCharsets.UTF_8)));
    return new String(source.read("find_chirp").content(), StandardCharsets.UTF_8);
  }
}
