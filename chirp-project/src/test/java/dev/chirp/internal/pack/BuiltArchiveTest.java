package dev.chirp.internal.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.testkit.RecordedProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltArchiveTest {
  private static final Map<String, String> HANDLERS = Map.of("orders", "acme.Orders");

  @TempDir private Path folder;

  @Test
  void archiveStaysUnchanged() throws IOException {
    Path zip = write(zip(Map.of("acme/Orders.class", Input.classFile(17))));
    byte[] before = Files.readAllBytes(zip);
    CodePackage code = check(zip, HANDLERS, Set.of());
    assertEquals(zip, code.file());
    assertEquals(before.length, code.size());
    assertEquals(8, code.unzippedSize());
    assertArrayEquals(before, Files.readAllBytes(zip));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void handlerMayBeInAJarOfTheArchive() throws IOException {
    byte[] jar = zip(Map.of("acme/Orders.class", Input.classFile(17)));
    Path zip = write(zip(Map.of("lib/orders.jar", jar)));
    assertEquals(jar.length, check(zip, HANDLERS, Set.of()).unzippedSize());
  }

  @Test
  void missingHandlerIsNamed() throws IOException {
    Path zip = write(zip(Map.of("other/orders.jar", Input.classFile(17))));
    assertEquals(
        """
        '%s' does not have class acme.Orders, the handler of function 'orders'.
        Try: mvn clean package, or name the handler in the POM: \
        <function><name>orders</name><handler>…</handler></function>"""
            .formatted(zip),
        refused(zip));
  }

  @Test
  void secretsAndNewerClassesAreRefused() throws IOException {
    Path secret =
        write(zip(Map.of("acme/Orders.class", Input.classFile(17), ".env", Input.text("A=b"))));
    assertTrue(refused(secret).contains("function.zip!/.env"), refused(secret));
    check(secret, HANDLERS, Set.of("function.zip!/.env"));
    Path newer = write(zip(Map.of("acme/Orders.class", Input.classFile(21))));
    assertTrue(refused(newer).contains("is compiled for Java 21"), refused(newer));
  }

  @Test
  void fileThatIsNotAZipIsRefused() throws IOException {
    Path text = write(Input.text("not a zip"));
    assertTrue(refused(text).startsWith("'%s' is not a zip or jar: ".formatted(text)));
  }

  private String refused(Path zip) {
    return assertThrows(ChirpException.class, () -> check(zip, HANDLERS, Set.of())).getMessage();
  }

  private CodePackage check(Path zip, Map<String, String> handlers, Set<String> allowed) {
    return new BuiltArchive(zip, LambdaRuntime.of("java17"), allowed, new RecordedProgress())
        .check(handlers, folder.resolve("api.zip"));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("function.zip"), bytes);
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
