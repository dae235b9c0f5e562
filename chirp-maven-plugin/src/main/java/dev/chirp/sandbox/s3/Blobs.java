package dev.chirp.sandbox.s3;

import dev.chirp.core.OwnerOnly;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The bytes of objects and of parts, a file each. */
record Blobs(Path directory) {

  /**
   * Bytes that arrived whole.
   *
   * @param md5 16 bytes in hexadecimal
   */
  record Blob(String file, long size, String md5) {}

  /**
   * Takes the body of a request.
   *
   * @throws Refusal when it is shorter than announced, or not what its MD5 says
   */
  Blob take(Call call) throws IOException {
    Blob blob = write(out -> call.body().transferTo(out));
    Optional<String> announced =
        call.header("x-amz-decoded-content-length").or(() -> call.header("content-length"));
    if (announced.filter(length -> Long.parseLong(length) != blob.size()).isPresent()) {
      delete(blob.file());
      throw new Refusal(
          400,
          "IncompleteBody",
          "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }
    String md5 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(blob.md5()));
    if (call.header("content-md5").filter(sent -> !sent.equals(md5)).isPresent()) {
      delete(blob.file());
      throw new Refusal(
          400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
    return blob;
  }

  /** Puts parts together; they stay. */
  Blob join(List<String> parts) throws IOException {
    return write(
        out -> {
          for (String part : parts) {
            Files.copy(path(part), out);
          }
        });
  }

  /** Where bytes come from; a request's body is left open, because the server reads its rest. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private Blob write(Content content) throws IOException {
    OwnerOnly.createFolder(directory);
    String name = UUID.randomUUID().toString();
    MessageDigest md5 = md5();
    try (OutputStream out = new DigestOutputStream(OwnerOnly.write(path(name)), md5)) {
      content.writeTo(out);
    } catch (IOException e) {
      delete(name);
      throw e;
    }
    return new Blob(name, Files.size(path(name)), HexFormat.of().formatHex(md5.digest()));
  }

  /** Removes all others. */
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
      // What cannot be removed now, the next sandbox removes: nothing depends on it.
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

  /** What S3 makes its ETags with. */
  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
