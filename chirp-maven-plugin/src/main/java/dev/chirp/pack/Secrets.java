package dev.chirp.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Knows files that hold secrets by their names and, where a name says too little, by their text.
 */
final class Secrets {
  /** What a file in the zip looks like. */
  enum Finding {
    HARMLESS,
    /** May be meant for this machine alone. */
    DOUBTFUL,
    SECRET
  }

  private static final Set<String> NAMES =
      Set.of(
          ".env",
          ".netrc",
          ".git-credentials",
          ".pgpass",
          "settings.xml",
          "settings-security.xml",
          "id_rsa",
          "id_dsa",
          "id_ecdsa",
          "id_ed25519");

  private static final Set<String> KEYSTORES = Set.of("p12", "pfx", "jks", "keystore");
  private static final Set<String> KEYS = Set.of("pem", "key");

  /** Some certificates of a bundle may stand before a key. */
  private static final int TEXT_LIMIT = 4 << 20;

  private Secrets() {}

  /** A file of the project's own classes. */
  static Finding inOwnClasses(String path, Place.Content content) throws IOException {
    String lower = path.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.lastIndexOf('/') + 1);
    if (NAMES.contains(name)
        || name.startsWith(".env.")
        || ("/" + lower).endsWith("/.aws/credentials")
        || ("/" + lower).contains("/.git/")
        || KEYSTORES.contains(extension(name))) {
      return Finding.SECRET;
    }
    if (KEYS.contains(extension(name))) {
      return holdsOnlyPublicParts(content) ? Finding.HARMLESS : Finding.SECRET;
    }
    return name.startsWith("application-local.") ? Finding.DOUBTFUL : Finding.HARMLESS;
  }

  /**
   * A file of somebody else's jar. Keystores there are nearly always truststores, so they are only
   * doubted, and a name alone is no proof.
   */
  static Finding inLibrary(String path, Place.Content content) throws IOException {
    String lower = path.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.lastIndexOf('/') + 1);
    if (KEYSTORES.contains(extension(name))) {
      return name.contains("trust") || name.contains("cacerts")
          ? Finding.HARMLESS
          : Finding.DOUBTFUL;
    }
    if (KEYS.contains(extension(name))) {
      return text(content).contains("PRIVATE KEY-----") ? Finding.SECRET : Finding.HARMLESS;
    }
    return name.equals("settings.xml") ? Finding.HARMLESS : withoutDoubt(path, content);
  }

  private static Finding withoutDoubt(String path, Place.Content content) throws IOException {
    Finding finding = inOwnClasses(path, content);
    return finding == Finding.DOUBTFUL ? Finding.HARMLESS : finding;
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Such as the certificates that a database's clients check its server with. */
  private static boolean holdsOnlyPublicParts(Place.Content content) throws IOException {
    String text = text(content);
    return (text.contains("-----BEGIN CERTIFICATE-----")
            || text.contains("-----BEGIN PUBLIC KEY-----"))
        && !text.contains("PRIVATE KEY-----");
  }

  private static String text(Place.Content content) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readNBytes(TEXT_LIMIT), StandardCharsets.ISO_8859_1);
    }
  }
}
