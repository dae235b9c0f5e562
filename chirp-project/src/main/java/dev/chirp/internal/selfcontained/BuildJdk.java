package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.process.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDK that builds a self-contained package and becomes its JVM. The package runs on the same
 * kind of machine that built it.
 *
 * @param home a JDK of release 25 or newer, with {@code jlink} and {@code jdeps}
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
public record BuildJdk(JavaHome home) {
  /** The first release that creates AOT caches with one command. */
  public static final int RELEASE = 25;

  /** The glibc of {@code provided.al2023}, which is Amazon Linux 2023. */
  private static final int NEWEST_GLIBC = 34;

  private static final Pattern GLIBC = Pattern.compile("GLIBC_2\\.(\\d+)");

  private static final String VM_VERSION = "java.vm.version = ";

  private static final String WAY_OUT = "-Dchirp.packaging=managed, which uses Lambda's own JVM";

  /**
   * Finds the JDK to use.
   *
   * @param chosen the JDK that the build configures, if it does
   * @param architecture of the functions: {@code x86_64} or {@code arm64}
   * @param operatingSystem the value of {@code os.name}
   * @param machine the value of {@code os.arch}
   * @throws ChirpException that says why no JDK fits, and suggests managed packaging
   */
  public static BuildJdk find(
      Optional<JavaHome> chosen, String architecture, String operatingSystem, String machine) {
    return find(chosen, architecture, operatingSystem, machine, JavaHome::atLeast);
  }

  /**
   * Finds the JDK to use, given a search for installed ones.
   *
   * @param installed finds a JDK of at least a release, if the chosen one does not fit
   */
  static BuildJdk find(
      Optional<JavaHome> chosen,
      String architecture,
      String operatingSystem,
      String machine,
      IntFunction<Optional<JavaHome>> installed) {
    if (!Machine.isLinux(operatingSystem)) {
      throw refusal(
          "Self-contained packages can only be built on Linux, and this is %s: they contain a JVM for the machine that builds them."
              .formatted(operatingSystem));
    }
    requireSame(architecture, machine);
    BuildJdk jdk =
        new BuildJdk(
            chosen
                .filter(home -> home.release() >= RELEASE)
                .or(() -> installed.apply(RELEASE))
                .orElseThrow(() -> none(chosen)));
    jdk.requireTools();
    jdk.requireGlibc();
    return jdk;
  }

  private static void requireSame(String architecture, String machine) {
    String own =
        Machine.architecture(machine)
            .orElseThrow(
                () ->
                    refusal(
                        "A self-contained package contains a JVM for the machine that builds it, and Lambda does not support %s."
                            .formatted(machine)));
    if (!architecture.equals(own)) {
      throw ChirpException.project(
              "<architecture> is '%s' (or -Dchirp.architecture), but a self-contained package contains a JVM for the machine that builds it, and this one is %s."
                  .formatted(architecture, own))
          .withSuggestion("-Dchirp.architecture=" + own + ", or " + WAY_OUT);
    }
  }

  private static ChirpException none(Optional<JavaHome> chosen) {
    JavaHome found = chosen.orElseGet(JavaHome::current);
    return refusal(
        "Self-contained packages need a JDK %d or newer. Maven or maven-toolchains-plugin chose Java %d (%s), and no such JDK is installed beside the one that runs Maven."
            .formatted(RELEASE, found.release(), found.directory()));
  }

  private void requireTools() {
    for (String tool : new String[] {"jlink", "jdeps"}) {
      if (home.tool(tool).isEmpty()) {
        throw refusal(
            "Java %d in '%s' has no '%s': it is not a complete JDK."
                .formatted(home.release(), home.directory(), tool));
      }
    }
  }

  /** Refuses a JVM that was built on a newer system, because it does not start on Lambda. */
  private void requireGlibc() {
    Path jvm = home.directory().resolve(Path.of("lib", "server", "libjvm.so"));
    if (!Files.isReadable(jvm)) {
      throw refusal("The JDK in '%s' has no HotSpot JVM: '%s'.".formatted(home.directory(), jvm));
    }
    try {
      // ISO-8859-1 maps each byte to one character, and symbol versions are ASCII.
      Matcher versions = GLIBC.matcher(Files.readString(jvm, StandardCharsets.ISO_8859_1));
      int newest = 0;
      while (versions.find()) {
        newest = Math.max(newest, Integer.parseInt(versions.group(1)));
      }
      if (newest == 0) {
        throw refusal(
            "The JDK in '%s' is not built for glibc, which Lambda uses."
                .formatted(home.directory()));
      }
      if (newest > NEWEST_GLIBC) {
        throw refusal(
            "The JDK in '%s' needs glibc 2.%d, and Lambda's provided.al2023 has 2.%d: use one built for older systems, such as Amazon Corretto or Eclipse Temurin."
                .formatted(home.directory(), newest, NEWEST_GLIBC));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChirpException refusal(String problem) {
    return ChirpException.project(problem).withSuggestion(WAY_OUT);
  }

  /** Returns the path of one of its commands. */
  String command(String name) {
    return home.tool(name).orElseThrow().toString();
  }

  /** Returns the contents of its {@code release} file, which identify version and vendor. */
  String version() {
    try {
      return Files.readString(home.directory().resolve("release"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns its {@code java.vm.version}. */
  String vmVersion() {
    return JdkCommands.run(
            home.directory(),
            List.of(home.executable().toString(), "-XshowSettings:properties", "-version"))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(VM_VERSION))
        .map(line -> line.substring(VM_VERSION.length()))
        .findFirst()
        .orElseThrow(
            () ->
                refusal(
                    "The JDK in '%s' does not report its version.".formatted(home.directory())));
  }
}
