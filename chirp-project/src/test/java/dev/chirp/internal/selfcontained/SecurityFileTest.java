package dev.chirp.internal.selfcontained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.JavaHome;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityFileTest {
  @TempDir private Path folder;

  @Test
  void shortenedFileHasTheSameProperties() throws IOException {
    Path own = JavaHome.current().directory().resolve("conf/security/java.security");
    String before = Files.readString(own, StandardCharsets.ISO_8859_1);
    String after = shortened(before);
    assertEquals(properties(before), properties(after));
    assertFalse(properties(after).isEmpty());
    assertTrue(after.length() < before.length() / 10, () -> after);
  }

  @Test
  void continuedLinesAreKept() throws IOException {
    String text =
        "# a comment \\\na=1, \\\n  #2, \\\n\nb=\\\\\n! more\n\n  # indented\nc=\u00e4\ninclude x\n";
    String after = shortened(text);
    assertEquals("a=1, \\\n  #2, \\\n\nb=\\\\\nc=\u00e4\ninclude x\n", after);
    assertEquals(properties(text), properties(after));
  }

  private String shortened(String text) throws IOException {
    Path file = folder.resolve("java.security");
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    new SecurityFile(file).shorten();
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static Properties properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }
}
