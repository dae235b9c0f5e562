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
 * The file by which this user's other processes find a running sandbox: its endpoint and its access
 * key, written in one step, so that a key is never sent to the port of an earlier sandbox.
 */
record AddressFile(Path file) {
  static AddressFile in(Path directory) {
    return new AddressFile(directory.resolve("address"));
  }

  /** The address, unless no sandbox published one, or another user could read or write the file. */
  Optional<SandboxAddress> read() throws IOException {
    try {
      if (!OwnerOnly.isPrivate(file) || !isOfTheFoldersOwner()) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
      return Optional.of(new SandboxAddress(URI.create(lines.get(0)), lines.get(1)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Another user could have put it there while an older version's folder let them. */
  private boolean isOfTheFoldersOwner() throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
    return Files.getOwner(file).equals(Files.getOwner(folder));
  }

  void write(SandboxAddress address) throws IOException {
    Path beside = file.resolveSibling("address.new");
    Files.deleteIfExists(beside); // an older one could be another user's
    try (OutputStream out = OwnerOnly.write(beside)) {
      String lines = address.endpoint() + "\n" + address.accessKeyId() + "\n";
      out.write(lines.getBytes(StandardCharsets.US_ASCII));
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
