package dev.chirp.internal.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognizes files with secrets by their names and, if a name is not enough, by their text. */
final class Secrets {
  /** The verdict on a file. */
  enum Finding {
    HARMLESS,
    /** The file may be meant for this machine only. */
    DOUBTFUL,
    SECRET
  }

  private static final Set<String> NAMES =
      Set.of(
          ".env",
          ".envrc",
          ".netrc",
          ".npmrc",
          ".htpasswd",
          ".git-credentials",
          ".pgpass",
          "settings-security.xml",
          "id_rsa",
          "id_dsa",
          "id_ecdsa",
          "id_ecdsa_sk",
          "id_ed25519",
          "id_ed25519_sk");

  private static final Set<String> KEYSTORES =
      Set.of("p12", "pfx", "pkcs12", "jks", "jceks", "bks", "bcfks", "ks", "keystore");

  private static final Set<String> KEYS = Set.of("pem", "key");

  /** Keys of PEM, OpenSSH and PGP, also inside JSON text, and of PuTTY. */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY|^PuTTY-User-Key-File-");

  /** The most text to search. A bundle may have some certificates before the key. */
  private static final int TEXT_LIMIT = 4 << 20;

  private static final int START = 64 << 10;

  private Secrets() {}

  /** Checks a file of the project itself, which may hold a key under any name. */
  static Finding inOwnClasses(String path, CodeSource.Content content) throws IOException {
    String name = name(path);
    String extension = extension(name);
    if (isSecretByName(path) || KEYSTORES.contains(extension)) {
      return Finding.SECRET;
    }
    String text = text(content, KEYS.contains(extension) ? TEXT_LIMIT : START);
    if (PRIVATE_KEY.matcher(text).find()
        || (KEYS.contains(extension) && !text.contains("-----BEGIN "))
        || (name.equals("settings.xml") && text.contains("<servers>"))) {
      return Finding.SECRET;
    }
    return name.startsWith("application-local.") ? Finding.DOUBTFUL : Finding.HARMLESS;
  }

  /**
   * Checks a file in a third-party jar. Its keystores are nearly always truststores, so they are
   * only doubtful. A key's name alone proves nothing.
   */
  static Finding inLibrary(String path, CodeSource.Content content) throws IOException {
    String name = name(path);
    if (KEYSTORES.contains(extension(name))) {
      return name.contains("trust") || name.contains("cacerts")
          ? Finding.HARMLESS
          : Finding.DOUBTFUL;
    }
    boolean secret =
        KEYS.contains(extension(name))
            ? PRIVATE_KEY.matcher(text(content, TEXT_LIMIT)).find()
            : isSecretByName(path);
    return secret ? Finding.SECRET : Finding.HARMLESS;
  }

  private static boolean isSecretByName(String path) {
    String name = name(path);
    String rooted = "/" + path.toLowerCase(Locale.ROOT);
    return NAMES.contains(name)
        || name.startsWith(".env.")
        || name.endsWith(".env")
        || rooted.endsWith("/.aws/credentials")
        || rooted.contains("/.git/");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String text(CodeSource.Content content, int limit) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readNBytes(limit), StandardCharsets.ISO_8859_1);
    }
  }
}
