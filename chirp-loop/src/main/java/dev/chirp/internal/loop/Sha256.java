package dev.chirp.internal.loop;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a whole file. It is too slow for a start. */
final class Sha256 {
  private static final int BLOCK = 1 << 16;

  private Sha256() {}

  /** In hexadecimal. */
  static String of(File file) throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK];
      for (int length = in.read(block); length > 0; length = in.read(block)) {
        digest.update(block, 0, length);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }
}
