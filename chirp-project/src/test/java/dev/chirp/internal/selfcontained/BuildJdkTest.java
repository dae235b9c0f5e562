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
      "\nTry: -Dchirp.packaging=managed, which uses Lambda's own JVM";

  @TempDir private Path folder;
  private ScriptedJdk jdk;

  @BeforeEach
  void install() throws IOException {
    jdk = new ScriptedJdk(folder.resolve("jdk-25"));
  }

  @Test
  void suitableChosenJdkIsUsed() throws IOException {
    ScriptedJdk other = new ScriptedJdk(folder.resolve("jdk-26")).release("26");
    assertEquals(other.java(), find(Optional.of(other.java()), Optional.of(jdk.java())).home());
  }

  @Test
  void installedJdkReplacesAnOldChosenOne() throws IOException {
    ScriptedJdk old = new ScriptedJdk(folder.resolve("jdk-21")).release("21.0.2");
    assertEquals(jdk.java(), find(Optional.of(old.java()), Optional.of(jdk.java())).home());
  }

  @Test
  void missingJdkNamesTheBuildsOwn() throws IOException {
    ScriptedJdk old = new ScriptedJdk(folder.resolve("jdk-21")).release("21.0.2");
    assertEquals(
        "Self-contained packages need a JDK 25 or newer. Maven or maven-toolchains-plugin chose Java 21 ("
            + old.home
            + "), and no such JDK is installed beside the one that runs Maven."
            + WAY_OUT,
        refusal(() -> find(Optional.of(old.java()), Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X", "Windows 11"})
  void otherOperatingSystemsAreRefused(String operatingSystem) {
    assertEquals(
        "Self-contained packages can only be built on Linux, and this is "
            + operatingSystem
            + ": they contain a JVM for the machine that builds them."
            + WAY_OUT,
        refusal(() -> find("x86_64", operatingSystem, "aarch64")));
  }

  @ParameterizedTest
  @CsvSource({"arm64, amd64, x86_64", "x86_64, aarch64, arm64"})
  void otherArchitectureIsRefusedWithTheMachinesOwn(String wanted, String machine, String own) {
    assertEquals(
        "<architecture> is '"
            + wanted
            + "' (or -Dchirp.architecture), but a self-contained package contains a JVM for the machine that builds it, and this one is "
            + own
            + ".\nTry: -Dchirp.architecture="
            + own
            + ", or -Dchirp.packaging=managed, which uses Lambda's own JVM",
        refusal(() -> find(wanted, "Linux", machine)));
  }

  @Test
  void machineThatLambdaDoesNotHaveIsRefused() {
    assertEquals(
        "A self-contained package contains a JVM for the machine that builds it, and Lambda does not support riscv64."
            + WAY_OUT,
        refusal(() -> find("x86_64", "Linux", "riscv64")));
  }

  @ParameterizedTest
  @CsvSource({"jlink", "jdeps"})
  void incompleteJdkIsRefused(String tool) throws IOException {
    jdk.without("bin/" + tool);
    assertEquals(
        "Java 25 in '" + jdk.home + "' has no '" + tool + "': it is not a complete JDK." + WAY_OUT,
        refusal(() -> find("x86_64", "Linux", "amd64")));
  }

  @Test
  void jdkForANewerSystemIsRefused() throws IOException {
    jdk.needing("GLIBC_2.2.5\0GLIBC_2.38\0GLIBC_2.17\0");
    assertEquals(
        "The JDK in '"
            + jdk.home
            + "' needs glibc 2.38, and Lambda's provided.al2023 has 2.34: use one built for older systems, such as Amazon Corretto or Eclipse Temurin."
            + WAY_OUT,
        refusal(() -> find("x86_64", "Linux", "amd64")));
  }

  @Test
  void lambdasOwnGlibcIsAccepted() throws IOException {
    jdk.needing("GLIBC_2.34\0");
    assertEquals(jdk.java(), find("x86_64", "Linux", "amd64").home());
  }

  @Test
  void jdkForAnotherCLibraryIsRefused() throws IOException {
    jdk.needing("libc.musl-x86_64.so.1\0");
    assertEquals(
        "The JDK in '" + jdk.home + "' is not built for glibc, which Lambda uses." + WAY_OUT,
        refusal(() -> find("x86_64", "Linux", "amd64")));
  }

  @Test
  void jdkWithAnotherJvmIsRefused() throws IOException {
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
  void jvmReportsItsVersion() throws IOException {
    assertEquals("25.0.9+1-scripted", jdk.jdk().vmVersion());
    jdk.command("java", "echo 'nothing to tell'");
    assertEquals(
        "The JDK in '" + jdk.home + "' does not report its version." + WAY_OUT,
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
