package dev.chirp.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

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
          "settings-security.xml",
          "id_rsa",
          "id_dsa",
          "id_ecdsa",
          "id_ecdsa_sk",
          "id_ed25519",
          "id_ed25519_sk");

  /** In others' jars these are examples, or the settings of how the jar was built. */
  private static final Set<String> OWN_NAMES = Set.of(".envrc", ".npmrc", ".htpasswd");

  private static final Set<String> OWN_EXTENSIONS = Set.of("env", "ppk");
  private static final Set<String> KEYSTORES =
      Set.of("p12", "pfx", "pkcs12", "jks", "jceks", "ks", "keystore", "bks", "bcfks");
  private static final Set<String> KEYS = Set.of("pem", "key");
  private static final Set<String> LIBRARY_KEYS = Set.of("pem", "key", "p8", "asc");

  /** With the beginning of the key itself, because texts and programs only name the line. */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\\s\\\\]*[A-Za-z0-9+/]{4}");

  /** Some certificates of a bundle may stand before a key. */
  private static final int KEY_LIMIT = 4 << 20;

  private static final int TEXT_LIMIT = 64 << 10;

  private Secrets() {}

  /** A file of the project's own, or of another module of the same build. */
  static Finding inOwnFile(String path, Place.Content content) throws IOException {
    String lower = path.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.lastIndexOf('/') + 1);
    String extension = extension(name);
    if (isNamedAsSecret(lower, name)
        || OWN_NAMES.contains(name)
        || OWN_EXTENSIONS.contains(extension)
        || KEYSTORES.contains(extension)) {
      return Finding.SECRET;
    }
    String text = text(content, KEYS.contains(extension) ? KEY_LIMIT : TEXT_LIMIT);
    boolean secret =
        PRIVATE_KEY.matcher(text).find()
            || (KEYS.contains(extension) && !text.contains("-----BEGIN "))
            || (name.equals("settings.xml") && text.contains("<servers>"));
    if (secret) {
      return Finding.SECRET;
    }
    return name.startsWith("application-local.") ? Finding.DOUBTFUL : Finding.HARMLESS;
  }

  /**
   * A file of somebody else's jar. Keystores there are nearly always truststores, so they are only
   * doubted, and of a key only its text is a proof.
   */
  static Finding inLibrary(String path, Place.Content content) throws IOException {
    String lower = path.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.lastIndexOf('/') + 1);
    if (KEYSTORES.contains(extension(name))) {
      return name.contains("trust") || name.contains("cacerts")
          ? Finding.HARMLESS
          : Finding.DOUBTFUL;
    }
    boolean secret =
        isNamedAsSecret(lower, name)
            || (LIBRARY_KEYS.contains(extension(name))
                && PRIVATE_KEY.matcher(text(content, KEY_LIMIT)).find());
    return secret ? Finding.SECRET : Finding.HARMLESS;
  }

  private static boolean isNamedAsSecret(String path, String name) {
    return NAMES.contains(name)
        || name.startsWith(".env.")
        || ("/" + path).endsWith("/.aws/credentials")
        || ("/" + path).contains("/.git/");
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String text(Place.Content content, int limit) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readNBytes(limit), StandardCharsets.ISO_8859_1);
    }
  }
}
