package dev.chirp.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The events that {@code server_status} is measured with. */
public enum EventFile {
  /** The starter project's event file. */
  SERVER_STATUS,
  /** What API Gateway sends of a browser's request, spaced as its template does, about 1 KB. */
  BROWSER;

  /** The event as Lambda hands it over. */
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
