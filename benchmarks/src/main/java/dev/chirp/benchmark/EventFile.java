package dev.chirp.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The events for measuring {@code server_status}. */
public enum EventFile {
  /** The starter project's event file. */
  SERVER_STATUS,
  /** API Gateway's event for a browser's request, spaced as its template writes it, about 1 KB. */
  BROWSER;

  /** The event in the bytes that Lambda sends. */
  public byte[] bytes() throws IOException {
    String name = name().toLowerCase(Locale.ROOT) + ".json";
    try (InputStream file = EventFile.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException(name + " is not on the class path");
      }
      return file.readAllBytes();
    }
  }
}
