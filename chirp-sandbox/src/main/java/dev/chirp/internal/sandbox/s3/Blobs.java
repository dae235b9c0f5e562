package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.s3.ChecksumAlgorithm.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The bytes of objects and parts, one file each. */
record Blobs(Path directory) {

  /**
   * A complete file.
   *
   * @param md5 16 bytes in hexadecimal
   * @param checksum in base64
   */
  record Blob(String file, long size, String md5, ChecksumAlgorithm algorithm, String checksum) {}

  /**
   * Stores the body of a request.
   *
   * @throws AwsError when the body is shorter than announced, or does not match a digest
   */
  Blob store(BodyIntegrity body) throws IOException {
    String name = UUID.randomUUID().toString();
    return write(
        name,
        out -> {
          BodyIntegrity.Received received = body.copyTo(out);
          return new Blob(
              name, received.size(), received.md5(), body.checksum(), received.checksum());
        });
  }

  /** Joins parts into a new file, and keeps the parts. */
  Blob join(List<Blob> parts, ChecksumAlgorithm algorithm) throws IOException {
    String name = UUID.randomUUID().toString();
    return write(
        name,
        out -> {
          Digest md5 = ChecksumAlgorithm.md5();
          Digest checksum = algorithm.start();
          long size = 0;
          for (Blob part : parts) {
            size += copy(part, out, List.of(md5, checksum));
          }
          return new Blob(
              name,
              size,
              HexFormat.of().formatHex(md5.value()),
              algorithm,
              Base64.getEncoder().encodeToString(checksum.value()));
        });
  }

  private long copy(Blob part, OutputStream out, List<Digest> digests) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path(part.file()))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        for (Digest digest : digests) {
          digest.update(buffer, read);
        }
      }
    }
    return part.size();
  }

  /**
   * Writes the bytes of a blob. It leaves a request's body open, because the server reads the rest.
   */
  private interface Content {
    Blob writeTo(OutputStream out) throws IOException;
  }

  private Blob write(String name, Content content) throws IOException {
    OwnerOnly.createFolder(directory);
    try (OutputStream out = OwnerOnly.write(path(name))) {
      return content.writeTo(out);
    } catch (IOException | RuntimeException e) {
      delete(name);
      throw e;
    }
  }

  /** Deletes all other files. */
  void keepOnly(Set<String> needed) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (!needed.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    } catch (IOException ignored) {
      // The next sandbox tries again; nothing depends on it.
    }
  }

  Path path(String file) {
    return directory.resolve(file);
  }

  void delete(String file) throws IOException {
    if (!file.isEmpty()) {
      Files.deleteIfExists(path(file));
    }
  }
}
