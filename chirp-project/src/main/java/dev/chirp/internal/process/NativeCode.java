package dev.chirp.internal.process;

import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native library of AWS's runtime interface client, unpacked once. By default, each start of
 * the client overwrites the same file in {@code /tmp}, which would break functions that start at
 * the same time.
 *
 * @param jars the client's jars
 * @param directory the folder to unpack to
 */
record NativeCode(List<Path> jars, Path directory) {
  /** The property with the first path that the client tries. */
  private static final String PROPERTY =
      "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

  private static final Path MAPPED = Path.of("/proc/self/maps");

  /**
   * JVM options with the path of the library; empty on a processor that the client does not
   * support.
   */
  List<String> options() {
    return processor().flatMap(this::unpacked).map(file -> PROPERTY + file).stream().toList();
  }

  private static Optional<String> processor() {
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> Optional.of("x86_64");
      case "aarch64" -> Optional.of("aarch_64");
      default -> Optional.empty();
    };
  }

  private Optional<Path> unpacked(String processor) {
    try {
      String library = isMusl() ? "linux_musl" : "linux";
      String name = "libaws-lambda-jni.%s-%s.so".formatted(library, processor);
      for (Path jar : jars) {
        Optional<Path> file = unpacked(jar, name);
        if (file.isPresent()) {
          return file;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if this machine's C library is musl, as on Alpine Linux, and not glibc. */
  private static boolean isMusl() throws IOException {
    return Files.isReadable(MAPPED) && Files.readString(MAPPED).contains("ld-musl");
  }

  private Optional<Path> unpacked(Path jar, String name) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry("jni/" + name);
      if (entry == null) {
        return Optional.empty();
      }
      Path file = directory.resolve("%08x-%s".formatted(entry.getCrc(), name)).toAbsolutePath();
      if (!Files.exists(file)) {
        OwnerOnly.createFolder(directory);
        Path temporary = Files.createTempFile(directory, "unpacking", ".so");
        try (InputStream in = zip.getInputStream(entry);
            OutputStream out = OwnerOnly.write(temporary)) {
          in.transferTo(out);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Optional.of(file);
    }
  }
}
