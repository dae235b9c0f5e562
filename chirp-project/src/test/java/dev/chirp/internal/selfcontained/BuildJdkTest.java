package dev.chirp.internal.selfcontained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class BuildJdkTest {
  private static final String WAY_OUT =
      "\nTry: -Dchirp.packaging=managed, which Lambda runs on a JVM of its own";

  @TempDir private Path folder;
  private ScriptedJdk jdk;

  @BeforeEach
  void install() throws IOException {
    jdk = new ScriptedJdk(folder.resolve("jdk-25"));
  }

  @Test
  void theChosenOneIsTakenWhenItWillDo() throws IOException {
    ScriptedJdk other = new ScriptedJdk(folder.resolve("jdk-26")).release("26");
    assertEquals(other.java(), find(Optional.of(other.java()), Optional.of(jdk.java())).home());
  }

  @Test
  void oneThatIsInstalledIsTakenInsteadOfAChosenOneThatIsTooOld() throws IOException {
    ScriptedJdk old = new ScriptedJdk(folder.resolve("jdk-21")).release("21.0.2");
    assertEquals(jdk.java(), find(Optional.of(old.java()), Optional.of(jdk.java())).home());
  }

  @Test
  void withoutAnyItSaysWhichOneTheBuildHas() throws IOException {
    ScriptedJdk old = new ScriptedJdk(folder.resolve("jdk-21")).release("21.0.2");
    assertEquals(
        "Self-contained packages need a JDK 25 or newer. Maven, or maven-toolchains-plugin, has chosen Java 21 ("
            + old.home
            + "), and no other JDK will do of those beside the one that runs Maven."
            + WAY_OUT,
        refusal(() -> find(Optional.of(old.java()), Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X", "Windows 11"})
  void elsewhereThanOnLinuxItIsRefused(String operatingSystem) {
    assertEquals(
        "Self-contained packages are made on Linux, and this is "
            + operatingSystem
            + ": they hold a JVM for the machine that made them."
            + WAY_OUT,
        refusal(() -> find("x86_64", operatingSystem, "aarch64")));
  }

  @ParameterizedTest
  @CsvSource({"arm64, amd64, x86_64", "x86_64, aarch64, arm64"})
  void anotherArchitectureIsRefusedAndTheMachinesOwnNamed(
      String wanted, String machine, String own) {
    assertEquals(
        "<architecture> is '"
            + wanted
            + "' (or -Dchirp.architecture), but a self-contained package holds a JVM for the machine that made it, and this one is "
            + own
            + ".\nTry: -Dchirp.architecture="
            + own
            + ", or -Dchirp.packaging=managed, which Lambda runs on a JVM of its own",
        refusal(() -> find(wanted, "Linux", machine)));
  }

  @Test
  void aMachineThatLambdaDoesNotHaveIsRefused() {
    assertEquals(
        "A self-contained package holds a JVM for the machine that made it, and Lambda has none like this one, which is riscv64."
            + WAY_OUT,
        refusal(() -> find("x86_64", "Linux", "riscv64")));
  }

  @ParameterizedTest
  @CsvSource({"jlink", "jdeps"})
  void aJdkThatIsNotWholeIsRefused(String tool) throws IOException {
    jdk.without("bin/" + tool);
    assertEquals(
        "Java 25 in '" + jdk.home + "' has no '" + tool + "': it is no whole JDK." + WAY_OUT,
        refusal(() -> find("x86_64", "Linux", "amd64")));
  }

  @Test
  void aJdkForANewerSystemThanLambdasIsRefused() throws IOException {
    jdk.needing("GLIBC_2.2.5\0GLIBC_2.38\0GLIBC_2.17\0");
    assertEquals(
        "The JDK in '"
            + jdk.home
            + "' needs glibc 2.38, and Lambda's provided.al2023 has 2.34: take one that was built for older systems, such as Amazon Corretto or Eclipse Temurin."
            + WAY_OUT,
        refusal(() -> find("x86_64", "Linux", "amd64")));
  }

  @Test
  void lambdasOwnGlibcWillDo() throws IOException {
    jdk.needing("GLIBC_2.34\0");
    assertEquals(jdk.java(), find("x86_64", "Linux", "amd64").home());
  }

  @Test
  void aJdkForAnotherLibraryOfCIsRefused() throws IOException {
    jdk.needing("libc.musl-x86_64.so.1\0");
    assertEquals(
        "The JDK in '" + jdk.home + "' is not for glibc, which Lambda has." + WAY_OUT,
        refusal(() -> find("x86_64", "Linux", "amd64")));
  }

  @Test
  void aJdkWithAnotherJvmIsRefused() throws IOException {
    jdk.without("lib/server/libjvm.so");
    assertEquals(
        "The JDK in '"
            + jdk.home
            + "' has no HotSpot JVM: '"
            + jdk.home.resolve("lib/server/libjvm.so")
            + "'."
            + WAY_OUT,
        refusal(() -> find("x86_64", "Linux", "amd64")));
  }

  @Test
  void theJvmsVersionIsWhatItTells() throws IOException {
    assertEquals("25.0.9+1-scripted", jdk.jdk().vmVersion());
    jdk.command("java", "echo 'nothing to tell'");
    assertEquals(
        "The JDK in '" + jdk.home + "' does not tell its version." + WAY_OUT,
        refusal(() -> jdk.jdk().vmVersion()));
  }

  private BuildJdk find(String architecture, String operatingSystem, String machine) {
    return BuildJdk.find(
        Optional.empty(),
        architecture,
        operatingSystem,
        machine,
        release -> Optional.of(jdk.java()));
  }

  private static BuildJdk find(Optional<JavaHome> chosen, Optional<JavaHome> installed) {
    return BuildJdk.find(chosen, "x86_64", "Linux", "amd64", release -> installed);
  }

  private static String refusal(Runnable work) {
    ChirpException refusal = assertThrows(ChirpException.class, work::run);
    assertEquals(ChirpException.Kind.PROJECT, refusal.kind());
    return refusal.getMessage();
  }
}
