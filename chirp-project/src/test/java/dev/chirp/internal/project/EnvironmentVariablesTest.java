package dev.chirp.internal.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentVariablesTest {
  @TempDir private Path folder;

  @Test
  void linesCommentsExportsAndQuotesAreRead() throws IOException {
    Path file =
        write(
            """
            # where chirps are kept
            TABLE=chirp

            export GREETING="hello = world"
            EMPTY=
            QUOTE='it'
            """);
    assertEquals(
        Map.of("TABLE", "chirp", "GREETING", "hello = world", "EMPTY", "", "QUOTE", "it"),
        EnvironmentVariables.read(file, "-Dchirp.envFile"));
  }

  @Test
  void lineWithoutAnEqualsSignIsNumberedAndNotQuoted() throws IOException {
    Path file = write("TABLE=chirp\nhunter2\n");
    ChirpException failure =
        assertThrows(
            ChirpException.class, () -> EnvironmentVariables.read(file, "-Dchirp.envFile"));
    assertEquals(
        "Environment file '" + file + "', line 2: no '=' found, but each line must be KEY=value.",
        failure.getMessage());
    assertFalse(failure.problem().contains("hunter2"));
  }

  @Row(4)
  @Test
  void nameThatLambdaRefusesIsRefused() throws IOException {
    Path file = write("1A=x\n");
    assertEquals(
        "Environment file '"
            + file
            + "', line 1: '1A' is not a valid variable name: Lambda accepts a letter, then at least one letter,"
            + " digit or _.",
        assertThrows(ChirpException.class, () -> EnvironmentVariables.read(file, "-Dchirp.envFile"))
            .getMessage());
  }

  @Test
  void possibleSecretIsNotShown() throws IOException {
    Path file = write("TOKEN: c2VjcmV0LXZhbHVl==\n");
    ChirpException failure =
        assertThrows(
            ChirpException.class, () -> EnvironmentVariables.read(file, "-Dchirp.envFile"));
    assertEquals(
        "Environment file '"
            + file
            + "', line 1: the text before '=' is not a valid variable name: Lambda accepts a letter, then at"
            + " least one letter, digit or _.",
        failure.getMessage());
  }

  @Test
  void byteOrderMarkIsIgnored() throws IOException {
    assertEquals(
        Map.of("TABLE", "chirp"),
        EnvironmentVariables.read(write("\uFEFFTABLE=chirp"), "-Dchirp.envFile"));
  }

  @Test
  void missingFileIsReported() {
    Path file = folder.resolve("none");
    assertEquals(
        "Environment file '" + file + "' (from -Dchirp.envFile) cannot be read.",
        assertThrows(ChirpException.class, () -> EnvironmentVariables.read(file, "-Dchirp.envFile"))
            .getMessage());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("function.env"), text);
  }
}
