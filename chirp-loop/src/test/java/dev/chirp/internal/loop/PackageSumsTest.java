package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class PackageSumsTest {
  private static final String JAR = "classes.jar";
  private static final String CACHE = "chirp.aot";
  private static final String OTHER_JAR = "'classes.jar' is not the one that it was packaged with";
  private static final String VM = System.getProperty("java.vm.version");

  @TempDir private Path root;

  @BeforeEach
  void pack() throws IOException {
    jar(JAR, "old code", "");
    Files.write(root.resolve(CACHE), new byte[200_000]);
    write(JAR, CACHE);
  }

  @AfterEach
  void release() {
    System.clearProperty(PackageSums.PROPERTY);
  }

  @Test
  void unchangedPackageIsConsistent() throws IOException {
    assertEquals("", problem());
  }

  @Test
  void packageWithoutTheFileIsNotChecked() throws IOException {
    Files.delete(root.resolve(PackageSums.FILE));
    Files.delete(root.resolve(JAR));
    assertEquals("", problem());
  }

  @Test
  void missingRequiredFileIsRefused() throws IOException {
    System.setProperty(PackageSums.PROPERTY, PackageSums.REQUIRED);
    assertEquals("", problem());
    Files.delete(root.resolve(PackageSums.FILE));
    assertEquals("'chirp.sums' is missing", problem());
    System.setProperty(PackageSums.PROPERTY, "");
    assertEquals("", problem());
  }

  @Test
  void changedClassOfTheSameSizeIsNoticed() throws IOException {
    long size = Files.size(root.resolve(JAR));
    jar(JAR, "new code", "");
    assertEquals(size, Files.size(root.resolve(JAR)));
    assertEquals(OTHER_JAR, problem());
  }

  @Test
  void appendedByteIsNoticed() throws IOException {
    Files.write(root.resolve(JAR), new byte[1], StandardOpenOption.APPEND);
    assertEquals(OTHER_JAR, problem());
  }

  @Test
  void missingJarIsNoticed() throws IOException {
    Files.delete(root.resolve(JAR));
    assertEquals(OTHER_JAR, problem());
  }

  @Test
  void zipCommentHidesNoClass() throws IOException {
    jar(JAR, "old code", "a comment, as some tools write it");
    write(JAR);
    assertEquals("", problem());
    jar(JAR, "new code", "a comment, as some tools write it");
    assertEquals(OTHER_JAR, problem());
  }

  @Test
  void theLongestCommentHidesNoClass() throws IOException {
    jar(JAR, "old code", "x".repeat(65_535));
    write(JAR);
    assertEquals("", problem());
    jar(JAR, "new code", "x".repeat(65_535));
    assertEquals(OTHER_JAR, problem());
  }

  @Test
  void changedCacheHeadIsNoticed() throws IOException {
    overwrite(CACHE, 100, 1);
    assertEquals("'chirp.aot' is not the one that it was packaged with", problem());
  }

  /** The rest is read when packaging only: at each start that would cost more than it is worth. */
  @Test
  void onlyPackagingReadsTheWholeCache() throws IOException {
    String sums = PackageSums.of(root, List.of(CACHE));
    overwrite(CACHE, 150_000, 1);
    assertEquals("", problem());
    assertNotEquals(sums, PackageSums.of(root, List.of(CACHE)));
  }

  /** A class that is damaged, not replaced: the JVM itself compares its CRC. */
  @Test
  void onlyTheDirectoryOfAJarIsRead() throws IOException {
    String sums = PackageSums.of(root, List.of(JAR));
    byte[] bytes = Files.readAllBytes(root.resolve(JAR));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("old code");
    overwrite(JAR, at, 'O');
    assertEquals("", problem());
    assertNotEquals(sums, PackageSums.of(root, List.of(JAR)));
  }

  @Test
  void changedJvmIsNamed() throws IOException {
    Files.writeString(root.resolve(PackageSums.FILE), PackageSums.jvm("25.0.1+8-LTS"));
    assertEquals("the JVM is " + VM + ", and the AOT cache was made by 25.0.1+8-LTS", problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/two words.jar", "lib/ two  blanks .jar", "lib/-1 2 3.jar"})
  void namesMayHaveBlanks(String name) throws IOException {
    Files.createDirectories(root.resolve("lib"));
    jar(name, "old code", "");
    write(name);
    assertEquals("", problem());
    jar(name, "new code", "");
    assertEquals("'" + name + "' is not the one that it was packaged with", problem());
  }

  @Test
  void namesMayHaveLettersOutsideOfAscii() throws IOException {
    String name = "v\u00f6gel-1.0.jar";
    jar(name, "old code", "");
    write(name);
    assertEquals("", problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "1f 22 abc", "", "jvm"})
  void aBrokenLineIsNamed(String line) throws IOException {
    Files.writeString(
        root.resolve(PackageSums.FILE), PackageSums.of(root, List.of(JAR)) + line + "\n");
    assertEquals("'chirp.sums' has the line '" + line + "'", problem());
  }

  @Test
  void lastLineNeedsNoLineEnd() throws IOException {
    Files.writeString(
        root.resolve(PackageSums.FILE), PackageSums.of(root, List.of(JAR, CACHE)).strip());
    assertEquals("", problem());
    overwrite(CACHE, 0, 1);
    assertEquals("'chirp.aot' is not the one that it was packaged with", problem());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 21, 22, 23, 65_557, 65_558})
  void anInvalidJarIsHashedLikeAnyFile(int length) throws IOException {
    Files.write(root.resolve(JAR), new byte[length]);
    write(JAR);
    assertEquals("", problem());
    Files.write(root.resolve(JAR), new byte[length + 1]);
    assertEquals(OTHER_JAR, problem());
  }

  @Test
  void zip64DirectoryIsAccepted() throws IOException {
    byte[] jar = Files.readAllBytes(root.resolve(JAR));
    ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN).putInt(jar.length - 6, -1);
    Files.write(root.resolve(JAR), jar);
    write(JAR);
    assertEquals("", problem());
    jar[3]++;
    Files.write(root.resolve(JAR), jar);
    assertEquals(OTHER_JAR, problem());
  }

  /** Longer than an array can be, which no package on Lambda is. */
  @Test
  void hugeDirectoryIsReadInPieces() throws IOException {
    long size = Integer.MAX_VALUE + 1000L;
    byte[] end = new byte[22];
    System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, end, 0, 4); // and its offset is 0
    try (RandomAccessFile file = new RandomAccessFile(root.resolve(JAR).toFile(), "rw")) {
      file.setLength(size); // sparse
      file.seek(size - end.length);
      file.write(end);
    }
    Files.writeString(root.resolve(PackageSums.FILE), "0 " + size + " - " + JAR + "\n");
    assertEquals(OTHER_JAR, problem());
  }

  @Test
  void linesHaveTheHashOfTheWholeFile() throws IOException {
    Files.writeString(root.resolve("text"), "abc");
    assertTrue(
        PackageSums.of(root, List.of("text"))
            .endsWith(
                " 3 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad text\n"));
  }

  private String problem() throws IOException {
    return PackageSums.problemOf(root.toString());
  }

  private void write(String... names) throws IOException {
    Files.writeString(
        root.resolve(PackageSums.FILE), PackageSums.of(root, List.of(names)) + PackageSums.jvm(VM));
  }

  private void overwrite(String name, long at, int value) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
      file.seek(at);
      file.write(value);
    }
  }

  /** Its class is stored, so code of the same length makes a jar of the same length. */
  private void jar(String name, String code, String comment) throws IOException {
    byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry("acme/Greet.class");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(root.resolve(name)))) {
      out.setComment(comment);
      out.putNextEntry(entry);
      out.write(bytes);
    }
  }
}
