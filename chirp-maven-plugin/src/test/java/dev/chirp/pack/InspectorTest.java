package dev.chirp.pack;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.core.ChirpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectorTest {
  private static final String CERTIFICATE =
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

  /** Put together here, so that no scanner takes this file for a key. */
  private static final String PRIVATE_KEY = "-----BEGIN " + "PRIVATE KEY-----\nMIIB\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env", ".env.production", "config/.env", "server.pem", "server.key", "client.p12",
        "client.PFX", "keys.jks", "my.keystore", "ssh/id_rsa", "id_ed25519", ".aws/credentials",
        "home/.aws/credentials", "settings.xml", ".git/config", ".netrc"
      })
  void refusesASecretAmongTheResources(String name) throws IOException {
    Input input = new Input(folder).withClass("acme/Greet.class").with(name, "x");
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(
        "Secrets do not belong in the zip, where everybody who may read the function's code reads them: "
            + name
            + ".",
        failure.problem());
    assertTrue(
        failure.suggestion().endsWith("<packageAllow>" + name + "</packageAllow>"),
        failure.suggestion());
    assertFalse(Files.exists(input.zip));
    assertDoesNotThrow(() -> input.allowing(name).pack());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "environment.properties",
        "keys.txt",
        "credentials",
        "id_rsa.pub",
        ".gitignore",
        "x.env.txt"
      })
  void letsInWhatOnlySoundsLikeASecret(String name) throws IOException {
    Input input = new Input(folder).with(name, "x");
    input.pack();
    assertEquals(List.of(), input.said.warnings);
  }

  @Test
  void letsInCertificatesAndNoKeyBesideThem() throws IOException {
    Input input = new Input(folder).with("rds-bundle.pem", CERTIFICATE);
    input.pack();
    input.with("rds-bundle.pem", CERTIFICATE + PRIVATE_KEY);
    assertThrows(ChirpException.class, input::pack);
  }

  @Test
  void warnsOfASettingOfThisMachine() throws IOException {
    Input input = new Input(folder).with("application-local.yml", "x");
    input.pack();
    assertEquals(
        List.of(
            "'application-local.yml' goes into the zip. If it is meant to:"
                + " <packageAllow>application-local.yml</packageAllow>"),
        input.said.warnings);
  }

  @Test
  void refusesAKeyButNoTruststoreInAJar() throws IOException {
    Input input =
        new Input(folder)
            .withJar(
                "mail-1.0.jar",
                Map.of(
                    "cacerts.jks",
                    Input.text("x"),
                    "google.p12",
                    Input.text("x"),
                    "settings.xml",
                    Input.text("x"),
                    "public.key",
                    Input.text("x")));
    input.pack();
    assertEquals(
        List.of(
            "'lib/mail-1.0.jar!/google.p12' goes into the zip. If it is meant to:"
                + " <packageAllow>lib/mail-1.0.jar!/google.p12</packageAllow>"),
        input.said.warnings);
    input.withJar("bad-1.0.jar", Map.of("a/tls.key", Input.text(PRIVATE_KEY)));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(failure.problem().endsWith(": lib/bad-1.0.jar!/a/tls.key."), failure.problem());
  }

  @Test
  void refusesASecretInAModuleOfTheSameBuild() throws IOException {
    Input input =
        new Input(folder)
            .withFolder("greeting-1.0.jar", "greeting/classes", Map.of(".env", Input.text("A=1")));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(failure.problem().endsWith(": lib/greeting-1.0.jar!/.env."), failure.problem());
  }

  @Test
  void refusesAClassThatIsNewerThanTheRuntime() throws IOException {
    Input input =
        new Input(folder)
            .withClass("acme/Old.class")
            .with("acme/New.class", Input.classFile(21))
            .with("module-info.class", Input.classFile(25))
            .with("META-INF/versions/25/acme/Old.class", Input.classFile(25));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(
        "Class acme.New in '"
            + input.classes
            + "' is compiled for Java 21, and the runtime 'java17' runs Java 17.",
        failure.problem());
    assertEquals("-Dchirp.runtime=java21", failure.suggestion());
    assertDoesNotThrow(() -> input.runningOn("java21").pack());
    assertDoesNotThrow(() -> input.runningOn("java99").pack(), "not known, not checked");
  }

  @Test
  void refusesANewerClassInAJarUnlessTheJarIsAllowed() throws IOException {
    Input input =
        new Input(folder)
            .withJar(
                "util-2.0.jar",
                Map.of(
                    "util/Util.class", Input.classFile(26),
                    "module-info.class", Input.classFile(30),
                    "META-INF/versions/30/util/Util.class", Input.classFile(30)));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(
        "Class util.Util in 'lib/util-2.0.jar' is compiled for Java 26, and the runtime 'java17' runs Java 17.",
        failure.problem());
    assertEquals("", failure.suggestion(), "no runtime runs it");
    assertDoesNotThrow(() -> input.allowing("lib/util-2.0.jar").pack());
  }

  @Test
  void warnsOnceOfClassesThatTwoPlacesHave() throws IOException {
    Map<String, byte[]> both =
        Map.of(
            "x/A.class", Input.classFile(8),
            "x/B.class", Input.classFile(8),
            "x/package-info.class", Input.classFile(8),
            "module-info.class", Input.classFile(9));
    Input input =
        new Input(folder)
            .withClass("x/A.class")
            .withJar("b.jar", both)
            .withJar("a.jar", both)
            .withJar("c.jar", Map.of("y/C.class", Input.classFile(8)));
    input.pack();
    assertEquals(
        List.of(
            "1 class is in both '"
                + input.classes
                + "' and 'lib/a.jar'; Lambda loads the first: x.A",
            "1 class is in both '"
                + input.classes
                + "' and 'lib/b.jar'; Lambda loads the first: x.A",
            "1 class is in both 'lib/a.jar' and 'lib/b.jar'; Lambda loads the first: x.B"),
        input.said.warnings.stream().sorted().toList());
  }
}
