package dev.chirp.pack;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one place of the zip holds that matters: its classes, the newest of them, and secrets.
 *
 * @param classes as paths: {@code com/acme/ServerStatus.class}
 * @param newest the class of the highest Java release
 * @param secrets files that look like secrets, as {@code <packageAllow>} names them
 * @param doubtful files that may be secrets
 */
record Inspection(
    Place place,
    List<String> classes,
    Optional<Newest> newest,
    List<String> secrets,
    List<String> doubtful) {

  /** A class and the Java release that it was compiled for. */
  record Newest(String file, int release) {}

  private static final int HEADER = 8;
  private static final int MAGIC = 0xCAFEBABE;

  /** The class file version of Java 17 is 61. */
  private static final int BEFORE_FIRST_RELEASE = 44;

  static Inspection of(Place place) {
    List<String> classes = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    List<String> doubtful = new ArrayList<>();
    boolean own = place.isOwn();
    Newest[] newest = {new Newest("", 0)};
    place.visit(
        (name, content) -> {
          if (name.endsWith(".class")) {
            if (isLoaded(name)) {
              classes.add(name);
              int release = release(content);
              newest[0] = release > newest[0].release() ? new Newest(name, release) : newest[0];
            }
            return;
          }
          switch (own ? Secrets.inOwnClasses(name, content) : Secrets.inLibrary(name, content)) {
            case SECRET -> secrets.add(place.nameOf(name));
            case DOUBTFUL -> doubtful.add(place.nameOf(name));
            case HARMLESS -> {}
          }
        });
    Optional<Newest> found = Optional.of(newest[0]).filter(any -> any.release() > 0);
    return new Inspection(
        place, List.copyOf(classes), found, List.copyOf(secrets), List.copyOf(doubtful));
  }

  /**
   * Classes below {@code META-INF} are for other releases of Java, and those that only describe a
   * module or a package are in every jar.
   */
  private static boolean isLoaded(String name) {
    return !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class")
        && !name.endsWith("package-info.class");
  }

  private static int release(Place.Content content) throws IOException {
    byte[] header = new byte[HEADER];
    try (InputStream in = content.open()) {
      if (in.readNBytes(header, 0, HEADER) < HEADER) {
        return 0;
      }
    }
    int magic =
        (header[0] & 0xFF) << 24
            | (header[1] & 0xFF) << 16
            | (header[2] & 0xFF) << 8
            | (header[3] & 0xFF);
    int version = (header[6] & 0xFF) << 8 | (header[7] & 0xFF);
    return magic == MAGIC ? version - BEFORE_FIRST_RELEASE : 0;
  }
}
