package acme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A resource of the project. */
final class Word {
  private Word() {}

  static String of() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream text = loader.getResourceAsStream("word.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
