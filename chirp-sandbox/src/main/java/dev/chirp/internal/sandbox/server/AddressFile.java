package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.core.SandboxAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The file with the endpoint and access key of a running sandbox, for this user's other processes.
 * It is written in one step, so that a client never sends a new key to the port of an earlier
 * sandbox.
 */
record AddressFile(Path file) {
  static AddressFile in(Path directory) {
    return new AddressFile(directory.resolve("address"));
  }

  /**
   * The address; empty if no sandbox published it, or if other users can read or write the file.
   */
  Optional<SandboxAddress> read() throws IOException {
    try {
      if (!OwnerOnly.isPrivate(file) || !hasOwnerOfFolder()) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
      return Optional.of(new SandboxAddress(URI.create(lines.get(0)), lines.get(1)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Detects a file of another user, from a time when older versions let others write to the folder.
   */
  private boolean hasOwnerOfFolder() throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
    return Files.getOwner(file).equals(Files.getOwner(folder));
  }

  void write(SandboxAddress address) throws IOException {
    Path temporary = file.resolveSibling("address.new");
    Files.deleteIfExists(temporary); // it may belong to another user
    try (OutputStream out = OwnerOnly.write(temporary)) {
      String lines = address.endpoint() + "\n" + address.accessKeyId() + "\n";
      out.write(lines.getBytes(StandardCharsets.US_ASCII));
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
