package dev.chirp.internal.core;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What kind of machine this is, in Lambda's words. */
public final class Machine {
  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm64");

  private Machine() {}

  /**
   * Whether it is a Linux.
   *
   * @param operatingSystem as {@code os.name} has it
   */
  public static boolean isLinux(String operatingSystem) {
    return operatingSystem.toLowerCase(Locale.ROOT).contains("linux");
  }

  /**
   * What functions for such a machine are deployed for; empty where Lambda has none.
   *
   * @param processor as {@code os.arch} has it
   */
  public static Optional<String> architecture(String processor) {
    return Optional.ofNullable(ARCHITECTURES.get(processor));
  }
}
