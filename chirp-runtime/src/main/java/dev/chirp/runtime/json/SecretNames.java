package dev.chirp.runtime.json;

import java.util.Locale;

/** Tells by the name of a header, parameter or field that its value does not belong in a log. */
final class SecretNames {

  private static final String[] PARTS = {
    "authorization",
    "authorizer",
    "cookie",
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "credential",
    "privatekey",
    "apikey",
    "accesskey",
    "jwt",
    "signature",
    "session",
  };

  private SecretNames() {}

  static boolean contains(String name) {
    String normalised = normalised(name);
    for (String part : PARTS) {
      if (normalised.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static String normalised(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '-' && c != '_' && c != '.' && c != ' ') {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
