package dev.chirp.internal.process;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Operating system and processor of this machine, in Lambda's terms. */
public final class Machine {
  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm64");

  private Machine() {}

  /**
   * True on Linux.
   *
   * @param operatingSystem the value of {@code os.name}
   */
  public static boolean isLinux(String operatingSystem) {
    return operatingSystem.toLowerCase(Locale.ROOT).contains("linux");
  }

  /**
   * Lambda's name for a processor architecture; empty if Lambda does not offer it.
   *
   * @param processor the value of {@code os.arch}
   */
  public static Optional<String> architecture(String processor) {
    return Optional.ofNullable(ARCHITECTURES.get(processor));
  }
}
