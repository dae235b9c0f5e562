package dev.chirp.sandbox;

import dev.chirp.core.OwnerOnly;
import dev.chirp.sandbox.http.AccessKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file with the token of a sandbox's access key. It stays as long as the sandbox's state, so
 * that shells and links work after a restart; {@code mvn clean} removes it.
 */
record KeyFile(Path file) {
  static KeyFile in(Path directory) {
    return new KeyFile(directory.resolve("key"));
  }

  /** The key, unless it was never written, or another user may have read or written it. */
  Optional<AccessKey> read() throws IOException {
    try {
      if (!OwnerOnly.isPrivate(file) || !isOfTheFoldersOwner()) {
        return Optional.empty();
      }
      String token = Files.readString(file, StandardCharsets.US_ASCII);
      return AccessKey.isToken(token) ? Optional.of(new AccessKey(token)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Another user could have put it there while an older version's folder let them. */
  private boolean isOfTheFoldersOwner() throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
    return Files.getOwner(file).equals(Files.getOwner(folder));
  }

  /** The key, or a new one that is kept from now on. */
  AccessKey readOrCreate() throws IOException {
    Optional<AccessKey> kept = read();
    if (kept.isPresent()) {
      return kept.get();
    }
    AccessKey key = AccessKey.random();
    Files.deleteIfExists(file);
    try (OutputStream out = OwnerOnly.write(file)) {
      out.write(key.token().getBytes(StandardCharsets.US_ASCII));
    }
    return key;
  }
}
