package dev.chirp.internal.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same project packed on machines that differ in everything outside the build. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "umask is a matter of Unix")
class SameBytesTest {
  private static final List<String> ZONES = List.of("UTC", "Asia/Tokyo", "America/St_Johns");
  private static final List<String> LANGUAGES = List.of("en", "tr");
  private static final List<String> UMASKS = List.of("022", "077");

  /** Copies the project as this user would check it out, and packs the copy. */
  private static final String SCRIPT =
      "umask $1; cp -R \"$2\" \"$3\"; cd \"$3\"; echo hi > classes/Gr$(printf '\\303\\266').txt; shift 3; exec \"$@\" classes greeting util-1.0.jar target/api.zip";

  private record Machine(Path home, String zone, String language, String umask) {
    @Override
    public String toString() {
      return String.join("-", home.getFileName().toString(), zone, language, umask)
          .replace('/', '_');
    }
  }

  @TempDir private Path folder;

  @Test
  void eachMachineWritesTheSameBytes() throws IOException {
    Path project = project();
    List<Machine> machines = machines();
    assertTrue(machines.size() >= 12, "no grid");
    byte[] expected = pack(project, machines.get(0));
    assertTrue(expected.length > 10_000, "hardly anything in it");
    // A name that not every encoding can represent.
    assertTrue(
        new String(expected, StandardCharsets.UTF_8).contains("Gr\u00f6.txt"), "no such name");
    // Starting 24 JVMs takes most of the time.
    machines.subList(1, machines.size()).parallelStream()
        .forEach(machine -> assertArrayEquals(expected, pack(project, machine), machine::toString));
  }

  /** Enough text for differences in compression to show. */
  private Path project() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("line ").append(i * 7919L % 10_007).append(" of the same text\n");
    }
    Input input =
        new Input(Files.createDirectories(folder.resolve("project")))
            .withClass("acme/Item.class")
            .withClass("acme/item/Item.class")
            .with("text.txt", text.toString())
            .with("run.sh", "#!/bin/sh\n")
            .withFolder("greeting-1.0.jar", "greeting", Map.of("hi/Hi.class", Input.classFile(17)))
            .withJar("util-1.0.jar", Map.of("util/Util.class", Input.classFile(8)));
    return input.folder;
  }

  private static List<Machine> machines() {
    List<Machine> machines = new ArrayList<>();
    for (Path home : javas()) {
      for (String zone : ZONES) {
        for (String language : LANGUAGES) {
          for (String umask : UMASKS) {
            machines.add(new Machine(home, zone, language, umask));
          }
        }
      }
    }
    return machines;
  }

  /** Java 17 and 25 if installed, and the JVM that runs the test. */
  private static List<Path> javas() {
    Path current = Path.of(System.getProperty("java.home"));
    Path jvms = current.resolve("..").normalize();
    List<Path> homes = new ArrayList<>(List.of(current));
    for (String release : List.of("17", "25")) {
      if (!isRelease(current, release)) {
        Optional<Path> other = find(jvms, release);
        other.ifPresentOrElse(
            homes::add,
            () ->
                System.out.printf(
                    "SameBytesTest goes without Java %s: there is none in %s.%n", release, jvms));
      }
    }
    return homes;
  }

  private static Optional<Path> find(Path jvms, String release) {
    try (Stream<Path> homes = Files.list(jvms)) {
      return homes.filter(home -> isRelease(home, release)).sorted().findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRelease(Path home, String release) {
    try {
      return Files.isExecutable(home.resolve("bin").resolve("java"))
          && Files.readString(home.resolve("release"))
              .lines()
              .anyMatch(line -> line.matches("JAVA_VERSION=\"" + release + "[.\"].*"));
    } catch (IOException ignored) { // not a JVM's folder
      return false;
    }
  }

  private byte[] pack(Path project, Machine machine) {
    Path copy = folder.resolve(machine.toString());
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh", "-c", SCRIPT, "pack", machine.umask(), project.toString(), copy.toString()));
    command.addAll(
        PackMain.command(
            machine.home().resolve("bin").resolve("java"),
            List.of(
                "-Duser.timezone=" + machine.zone(),
                "-Duser.language=" + machine.language(),
                "-Dfile.encoding=" + (machine.language().equals("tr") ? "ISO-8859-9" : "UTF-8"))));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("TZ", machine.zone());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      try (InputStream in = process.getInputStream()) {
        String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
      }
      return Files.readAllBytes(copy.resolve("target").resolve("api.zip"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
