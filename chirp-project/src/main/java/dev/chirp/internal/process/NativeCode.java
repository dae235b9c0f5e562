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
 * The native library of AWS's runtime interface client, unpacked once into a file that is never
 * written again. The client itself unpacks it to one and the same file in {@code /tmp} whenever it
 * starts, so that one function's start would break another's.
 *
 * @param jars of the client
 * @param directory to unpack to
 */
record NativeCode(List<Path> jars, Path directory) {
  /** Where the client looks first. */
  private static final String PROPERTY =
      "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

  private static final Path MAPPED = Path.of("/proc/self/maps");

  /** What tells the client's JVM; nothing on a processor that the client does not know either. */
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

  /** Whether the C library of this machine's Java is musl, as on Alpine Linux, and not glibc. */
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
        Path beside = Files.createTempFile(directory, "unpacking", ".so");
        try (InputStream in = zip.getInputStream(entry);
            OutputStream out = OwnerOnly.write(beside)) {
          in.transferTo(out);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Optional.of(file);
    }
  }
}
