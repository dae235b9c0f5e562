package dev.chirp.internal.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.LockProbe;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PackagerTest {
  private static final Map<String, byte[]> UTIL = Map.of("util/Util.class", Input.classFile(8));

  @TempDir private Path folder;
  private Input input = new Input(Path.of("target"));

  PackagerTest() throws IOException {}

  @BeforeEach
  void makeAProject() throws IOException {
    input = new Input(folder);
    input.withClass("acme/Greet.class").with("messages.properties", "hello=Hello\n".repeat(99));
  }

  @Test
  void classesAreAtTheRootAndJarsUnderLib() throws IOException {
    input.withJar("repo/util-1.0.jar", UTIL).withClass("Z.class").with("acme/greet.txt", "x");
    CodePackage code = input.pack();
    assertEquals(
        List.of(
            "Z.class",
            "acme/",
            "acme/Greet.class",
            "acme/greet.txt",
            "lib/",
            "lib/util-1.0.jar",
            "messages.properties"),
        names(code.file()));
  }

  @Test
  void additionalFilesAreAtTheRootUnlessClassesHaveThem() throws IOException {
    Path event = Files.writeString(folder.resolve("event.json"), "{}");
    input.withFile("warm-up/acme.Greet/greet.json", event).withFile("messages.properties", event);
    assertEquals(
        List.of(
            "acme/",
            "acme/Greet.class",
            "messages.properties",
            "warm-up/",
            "warm-up/acme.Greet/",
            "warm-up/acme.Greet/greet.json"),
        names(input.pack().file()));
    try (ZipFile zip = open()) {
      assertTrue(zip.getEntry("messages.properties").getSize() > 2);
    }
  }

  @Test
  void secretAmongAdditionalFilesIsRefused() throws IOException {
    input.withFile("warm-up/key.pem", Files.writeString(folder.resolve("key.pem"), "x"));
    assertThrows(ChirpException.class, input::pack);
  }

  @Test
  void jarIsPackedUnchanged() throws IOException {
    input.withJar("repo/util-1.0.jar", UTIL).pack();
    try (ZipFile zip = open()) {
      ZipArchiveEntry jar = zip.getEntry("lib/util-1.0.jar");
      assertEquals(ZipArchiveEntry.STORED, jar.getMethod());
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("repo/util-1.0.jar")),
          zip.getInputStream(jar).readAllBytes());
      assertEquals(ZipArchiveEntry.DEFLATED, zip.getEntry("messages.properties").getMethod());
      assertTrue(zip.getEntry("messages.properties").getCompressedSize() < 100);
    }
  }

  @Test
  void entriesHaveOneTimeAndTheirModes() throws IOException {
    input.withJar("repo/util-1.0.jar", UTIL).with("bootstrap", "#!/bin/sh\n").pack();
    Files.setPosixFilePermissions(
        input.classes.resolve("messages.properties"), PosixFilePermissions.fromString("rwx------"));
    input.pack();
    try (ZipFile zip = open()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        int mode =
            entry.isDirectory() ? 040755 : entry.getName().equals("bootstrap") ? 0100755 : 0100644;
        assertEquals(mode, entry.getUnixMode(), entry.getName());
        assertEquals(LocalDateTime.of(1980, 2, 1, 0, 0), entry.getTimeLocal(), entry.getName());
        assertEquals(0, entry.getExtraFields(true).length, entry.getName());
        assertEquals(0, entry.getCentralDirectoryExtra().length, entry.getName());
        assertFalse(entry.getGeneralPurposeBit().usesDataDescriptor(), entry.getName());
      }
    }
  }

  @Test
  void timestampIsTheSameInEveryTimeZone() {
    LocalDateTime fixed = ZipWriter.TIME;
    for (String id : ZoneId.getAvailableZoneIds()) {
      assertEquals(fixed, fixed.atZone(ZoneId.of(id)).toLocalDateTime(), id);
    }
  }

  @Test
  void reportHasHashAndSizesLikeLambdas() throws Exception {
    CodePackage code = input.withJar("repo/util-1.0.jar", UTIL).pack();
    byte[] bytes = Files.readAllBytes(code.file());
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    assertEquals(Base64.getEncoder().encodeToString(hash), code.codeSha256());
    assertEquals(bytes.length, code.size());
    long jar = Files.size(folder.resolve("repo/util-1.0.jar"));
    assertEquals(8 + 12 * 99 + jar, code.unzippedSize());
    assertEquals("CodeSha256 " + code.codeSha256(), input.said.said().get(1));
    assertEquals("Dependencies: util-1.0.jar " + jar + " bytes", input.said.said().get(2));
  }

  @Test
  void reportNamesTheFiveLargestDependencies() throws IOException {
    for (int i = 1; i <= 7; i++) {
      input.withJar("repo/part" + i + ".jar", Map.of("data" + i, new byte[1000 * i]));
    }
    input.pack();
    String line = input.said.said().get(2);
    assertTrue(line.startsWith("Largest of 7 dependencies: part7.jar "), line);
    assertTrue(line.contains("part3.jar") && !line.contains("part2.jar"), line);
  }

  @Test
  void folderOfClassesIsPackedAsAJar() throws IOException {
    input
        .withFolder("greeting-1.0.jar", "greeting/target/classes", UTIL)
        .withLibrary("empty-1.0.jar", folder.resolve("empty/target/classes"))
        .pack();
    try (ZipFile zip = open();
        ZipInputStream jar =
            new ZipInputStream(zip.getInputStream(zip.getEntry("lib/greeting-1.0.jar")))) {
      assertEquals("util/", jar.getNextEntry().getName());
      assertEquals("util/Util.class", jar.getNextEntry().getName());
      assertArrayEquals(Input.classFile(8), jar.readAllBytes());
    }
    assertFalse(names(input.zip).contains("lib/empty-1.0.jar"));
  }

  @Test
  void jarsOfTheSameNameKeepTheirOrder() throws IOException {
    input
        .withJar("classes/lib/own.jar", Map.of("own.txt", Input.text("of the project itself")))
        .withoutLibraries()
        .withJar("one/util-1.0.jar", Map.of("one.txt", Input.text("1")))
        .withJar("two/util-1.0.jar", Map.of("two.txt", Input.text("2")))
        .withJar("three/Util-1.0.jar", Map.of("three.txt", Input.text("3")))
        .withJar("four/own.jar", Map.of("four.txt", Input.text("4")))
        .pack();
    assertEquals(
        List.of(
            "lib/",
            "lib/Util-1.0_3.jar",
            "lib/own.jar",
            "lib/own_2.jar",
            "lib/util-1.0.jar",
            "lib/util-1.0_2.jar"),
        names(input.zip).stream().filter(name -> name.startsWith("lib/")).toList());
    try (ZipFile zip = open()) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("two/util-1.0.jar")),
          zip.getInputStream(zip.getEntry("lib/util-1.0_2.jar")).readAllBytes());
    }
  }

  @Test
  void onlyTheSameInputGivesTheSameHash() throws IOException {
    String first = input.withJar("repo/util-1.0.jar", UTIL).pack().codeSha256();
    Files.setLastModifiedTime(input.classes.resolve("acme/Greet.class"), FileTime.fromMillis(0));
    assertEquals(first, input.pack().codeSha256());
    assertFalse(first.equals(input.with("messages.properties", "hello=Hi").pack().codeSha256()));
  }

  @Row(5)
  @Test
  void unreadableFileLeavesOnlyTheOldZip() throws IOException {
    Path unreadable = Path.of("/proc/self/mem"); // even for root
    Assumptions.assumeTrue(Files.isRegularFile(unreadable));
    String before = input.pack().codeSha256();
    Files.createSymbolicLink(input.classes.resolve("data.bin"), unreadable);
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(ChirpException.Kind.EXECUTION, failure.kind());
    assertTrue(
        failure
            .problem()
            .startsWith("'" + input.classes.resolve("data.bin") + "' could not be read: "),
        failure.problem());
    Files.delete(input.classes.resolve("data.bin"));
    try (Stream<Path> left = Files.list(input.zip.getParent())) {
      assertEquals(List.of(input.zip), left.toList());
    }
    byte[] kept = Files.readAllBytes(input.zip);
    assertEquals(before, input.pack().codeSha256());
    assertArrayEquals(kept, Files.readAllBytes(input.zip));
  }

  @Test
  void failedMoveLeavesNothing() throws IOException {
    Files.createDirectories(input.zip.resolve("full")); // no file can replace a folder
    assertThrows(ChirpException.class, input::pack);
    try (Stream<Path> left = Files.list(input.zip.getParent())) {
      assertEquals(List.of(input.zip), left.toList());
    }
  }

  @Row(5)
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no limit to set")
  void fullDiskLeavesNothing() throws Exception {
    byte[] random = new byte[1 << 20];
    new Random(1).nextBytes(random);
    input.with("random.bin", random);
    String output = packInShell("ulimit -f 100");
    assertTrue(output.contains("api.zip' could not be written: "), output);
    try (Stream<Path> left = Files.list(input.zip.getParent())) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere names are Unicode")
  void nameTheLocaleCannotReadIsRefused() throws Exception {
    String output = packInShell("export LC_ALL=C; touch classes/Gr$(printf '\\303\\266')n.class");
    assertTrue(
        output.contains("cannot be read in this locale.\nTry: export LC_ALL=C.UTF-8"), output);
    assertFalse(Files.exists(input.zip));
  }

  /** Runs a JVM that packs and fails, in a shell after a preparation. Returns its output. */
  private String packInShell(String before) throws Exception {
    input.withFolder("g.jar", "greeting", UTIL).withJar("u.jar", UTIL);
    List<String> command = new ArrayList<>(List.of("sh", "-c", before + "; exec \"$@\"", "pack"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    command.addAll(PackMain.command(java, List.of()));
    command.addAll(List.of("classes", "greeting", "u.jar", "target/chirp/api.zip"));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (InputStream in = process.getInputStream()) {
      String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(1, process.waitFor(), output);
      return output;
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links and such names are a matter of Unix")
  void filesThatCannotBePackedAreRefused() throws IOException {
    Path link = Files.createSymbolicLink(input.classes.resolve("gone"), Path.of("nowhere"));
    assertRefused("The link '" + link + "' does not point to a file.");
    Files.delete(link);
    Path loop = Files.createSymbolicLink(input.classes.resolve("loop"), input.classes);
    assertRefused(
        "'" + loop + "' could not be read: the link points to a folder that contains it.");
    Files.delete(loop);
    input.with("a\\b.txt", "x");
    assertRefused("The name of the file 'a\\b.txt' has a '\\', ");
    Files.delete(input.classes.resolve("a\\b.txt"));
    input.withJar("u.jar", UTIL).with("lib", "x");
    assertRefused(
        "The file '"
            + input.classes.resolve("lib")
            + "' has the same name as a folder of the zip.");
    assertFalse(Files.exists(input.zip));
  }

  @Test
  void missingClassesAreReported() throws IOException {
    Files.delete(input.classes.resolve("messages.properties"));
    Files.delete(input.classes.resolve("acme/Greet.class"));
    Files.delete(input.classes.resolve("acme"));
    Files.delete(input.classes);
    assertRefused("'" + input.classes + "' could not be read: it does not exist.");
  }

  private void assertRefused(String start) {
    ChirpException failure = assertThrows(ChirpException.class, input::pack, start);
    assertTrue(failure.problem().startsWith(start), failure.problem());
  }

  @Test
  void leftoversOfAKilledJvmAreDeletedUnlessInUse() throws IOException {
    FileTime before = FileTime.from(Instant.now().minusSeconds(120));
    Path left = Files.createDirectories(input.zip.resolveSibling(".package1"));
    Files.writeString(left.resolve("package.zip"), "half");
    Files.setLastModifiedTime(left, before);
    Path fresh = Files.createDirectories(input.zip.resolveSibling(".package2"));
    try (WorkDirectory used = WorkDirectory.beside(input.zip)) {
      Files.setLastModifiedTime(used.path(), before);
      input.pack();
      assertTrue(Files.exists(used.path()));
      assertEquals("taken", LockProbe.of(used.file("lock")));
    }
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(fresh), "may not be locked yet");
  }

  @Test
  void firstOfTwoDamagedJarsIsNamed() throws IOException {
    for (String name : List.of("b.jar", "a.jar")) {
      input.withLibrary(name, Files.writeString(folder.resolve(name), "no jar"));
    }
    for (int i = 0; i < 20; i++) {
      assertRefused("'" + folder.resolve("a.jar") + "' is not a readable jar");
    }
  }

  @Test
  void damagedJarIsNamedByItsPath() throws IOException {
    Path jar = Files.writeString(folder.resolve("broken-1.0.jar"), "<html>not found</html>");
    input.withLibrary("broken-1.0.jar", jar);
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(
        failure.problem().startsWith("'" + jar + "' is not a readable jar: "), failure.problem());
    assertFalse(Files.exists(input.zip));
  }

  @Test
  void missingJarIsRefused() {
    input.withLibrary("gone-1.0.jar", folder.resolve("gone-1.0.jar"));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(
        "The dependency '" + folder.resolve("gone-1.0.jar") + "' does not exist.",
        failure.problem());
  }

  private ZipFile open() throws IOException {
    return ZipFile.builder().setPath(input.zip).get();
  }

  private static List<String> names(Path file) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      return Collections.list(zip.getEntriesInPhysicalOrder()).stream()
          .map(ZipArchiveEntry::getName)
          .toList();
    }
  }
}
