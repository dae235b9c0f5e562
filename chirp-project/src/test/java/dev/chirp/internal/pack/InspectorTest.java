package dev.chirp.internal.pack;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
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

  /** Built from parts, so that no secret scanner mistakes this file for a key. */
  private static final String PRIVATE_KEY = "-----BEGIN " + "PRIVATE KEY-----\nMIIB\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env",
        ".env.production",
        "config/.env",
        "server.pem",
        "server.key",
        "client.p12",
        "client.PFX",
        "keys.jks",
        "my.keystore",
        "ssh/id_rsa",
        "id_ed25519",
        ".aws/credentials",
        "home/.aws/credentials",
        ".git/config",
        ".netrc",
        "prod.env",
        ".envrc",
        ".npmrc",
        ".htpasswd",
        "id_ecdsa_sk",
        "a.jceks",
        "a.bks",
        "a.bcfks",
        "a.pkcs12",
        "a.ks"
      })
  void secretAmongTheResourcesIsRefused(String name) throws IOException {
    Input input = new Input(folder).withClass("acme/Greet.class").with(name, "x");
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(
        "Secrets do not belong in the zip, because everyone who may read the function's code can read them: "
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
        "settings.xml",
        "credentials.json",
        "env",
        ".gitignore",
        "x.env.txt"
      })
  void fileNamedLikeASecretIsAccepted(String name) throws IOException {
    Input input = new Input(folder).with(name, "x");
    input.pack();
    assertEquals(List.of(), input.said.warnings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x.p8", "x.der", "x.asc", "x.crt", "id_rsa.bak", "credentials.json", "noname"})
  void privateKeyOfTheProjectIsRefusedUnderAnyName(String name) throws IOException {
    for (String kind :
        List.of("PRIVATE KEY-----", "EC PRIVATE KEY-----", "PGP PRIVATE KEY BLOCK-----")) {
      String text = "{\"private_key\": \"-----BEGIN " + kind + "\\nMIIB\"}";
      Input input = new Input(folder).with(name, text);
      ChirpException failure = assertThrows(ChirpException.class, input::pack, kind);
      assertTrue(failure.problem().endsWith(": " + name + "."), failure.problem());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUBLIC KEY",
        "RSA PUBLIC KEY",
        "TRUSTED CERTIFICATE",
        "X509 CRL",
        "CERTIFICATE REQUEST",
        "DH PARAMETERS"
      })
  void publicPemIsAccepted(String kind) throws IOException {
    new Input(folder).with("public.pem", "-----BEGIN " + kind + "-----\nMIIB\n").pack();
  }

  @Test
  void mavenSettingsWithServersAreRefused() throws IOException {
    Input input = new Input(folder).with("settings.xml", "<settings><servers>");
    assertThrows(ChirpException.class, input::pack);
    input.with("settings.xml", "<settings><theme>dark</theme></settings>").pack();
  }

  @Test
  void eachSecretComesWithItsRemedy() throws IOException {
    Input input =
        new Input(folder)
            .with(".env", "x")
            .with("a.p12", "x")
            .withJar("bad-1.0.jar", Map.of("tls.key", Input.text(PRIVATE_KEY)));
    assertEquals(
        "delete it from src/main/resources, then mvn clean chirp:package; replace or exclude the dependency lib/bad-1.0.jar;"
            + " or, if intended, <packageAllow>.env,a.p12,lib/bad-1.0.jar!/tls.key</packageAllow>",
        assertThrows(ChirpException.class, input::pack).suggestion());
    String library =
        assertThrows(ChirpException.class, input.allowing(".env", "a.p12")::pack).suggestion();
    assertTrue(library.startsWith("replace or exclude the dependency lib/bad-1.0.jar;"), library);
  }

  @Test
  void moduleFolderIsCheckedLikeItsJar() throws IOException {
    Map<String, byte[]> files = Map.of("c.p12", Input.text("x"));
    Input asJar = new Input(folder.resolve("a")).withModule("greeting-1.0.jar", files);
    Input asFolder = new Input(folder.resolve("b")).withFolder("greeting-1.0.jar", "g", files);
    assertEquals(
        assertThrows(ChirpException.class, asFolder::pack).getMessage(),
        assertThrows(ChirpException.class, asJar::pack).getMessage());
  }

  @Test
  void missingAllowedNameIsWarnedAbout() throws IOException {
    Input input =
        new Input(folder)
            .with("a.p12", "x")
            .withJar("b.jar", Map.of("b.txt", Input.text("x")))
            .allowing("a.p12", "lib/b.jar", "lib/b.jar!/b.txt", "c.p12");
    input.pack();
    assertEquals(
        List.of("<packageAllow> names 'c.p12', which is not in the zip."), input.said.warnings());
  }

  @Test
  void jarsAmongTheResourcesAreInspected() throws IOException {
    Input input =
        new Input(folder).withJar("classes/lib/m.jar", Map.of("x/A.class", Input.classFile(17)));
    input.withoutLibraries().withJar("n.jar", Map.of("x/A.class", Input.classFile(17)));
    input.withClass("x/A.class").pack();
    assertEquals(2, input.said.warnings().size(), input.said.warnings()::toString);
    input.withJar("classes/lib/m.jar", Map.of("x/A.class", Input.classFile(21)));
    ChirpException failure = assertThrows(ChirpException.class, input.withoutLibraries()::pack);
    assertTrue(failure.problem().startsWith("Class x.A in 'lib/m.jar' "), failure.problem());
  }

  @Test
  void previewFeaturesOfAnEarlierReleaseAreRefused() throws IOException {
    byte[] preview = Input.classFile(17);
    preview[4] = preview[5] = (byte) 0xFF;
    Input input = new Input(folder).with("acme/A.class", preview).runningOn("java21");
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(failure.problem().contains("for Java 17 with preview features"), failure.problem());
    assertEquals("-Dchirp.runtime=java17", failure.suggestion());
    input.runningOn("java17").pack();
  }

  @Test
  void multiReleaseClassesForTheRuntimeAreInspected() throws IOException {
    Input input =
        new Input(folder)
            .withJar("m.jar", Map.of("META-INF/versions/11/x/A.class", Input.classFile(21)));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(
        failure.problem().contains("in 'lib/m.jar' is compiled for Java 21"), failure.problem());
  }

  @Test
  void allSourcesWithNewerClassesAreNamed() throws IOException {
    Input input =
        new Input(folder)
            .withJar("a.jar", Map.of("a/A.class", Input.classFile(21)))
            .withJar("b.jar", Map.of("b/B.class", Input.classFile(25)));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(
        "Class a.A in 'lib/a.jar' is compiled for Java 21, and the runtime 'java17' runs Java 17. Also:\n"
            + "  b.B in 'lib/b.jar' is compiled for Java 25",
        failure.problem());
    assertEquals("-Dchirp.runtime=java25", failure.suggestion());
  }

  @Test
  void certificatesAreAcceptedWithoutAKey() throws IOException {
    Input input = new Input(folder).with("rds-bundle.pem", CERTIFICATE);
    input.pack();
    input.with("rds-bundle.pem", CERTIFICATE + PRIVATE_KEY);
    assertThrows(ChirpException.class, input::pack);
  }

  @Test
  void localSettingIsWarnedAbout() throws IOException {
    Input input = new Input(folder).with("application-local.yml", "x");
    input.pack();
    assertEquals(
        List.of(
            "'application-local.yml' goes into the zip. If intended:"
                + " <packageAllow>application-local.yml</packageAllow>"),
        input.said.warnings());
  }

  @Test
  void keyInAJarIsRefusedButATruststoreIsNot() throws IOException {
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
            "'lib/mail-1.0.jar!/google.p12' goes into the zip. If intended:"
                + " <packageAllow>lib/mail-1.0.jar!/google.p12</packageAllow>"),
        input.said.warnings());
    input.withJar("bad-1.0.jar", Map.of("a/tls.key", Input.text(PRIVATE_KEY)));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(failure.problem().endsWith(": lib/bad-1.0.jar!/a/tls.key."), failure.problem());
  }

  @Test
  void secretInAModuleOfTheSameBuildIsRefused() throws IOException {
    Input input =
        new Input(folder)
            .withFolder("greeting-1.0.jar", "greeting/classes", Map.of(".env", Input.text("A=1")));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(failure.problem().endsWith(": lib/greeting-1.0.jar!/.env."), failure.problem());
  }

  @Test
  void classNewerThanTheRuntimeIsRefused() throws IOException {
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
  void newerClassInAJarIsRefusedUnlessAllowed() throws IOException {
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
  void duplicateClassesAreWarnedAboutOnce() throws IOException {
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
        input.said.warnings().stream().sorted().toList());
  }
}
