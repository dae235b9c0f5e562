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
        "k.jceks",
        "k.bks",
        "k.bcfks",
        "k.pkcs12",
        "k.ks",
        "k.ppk",
        "id_ecdsa_sk"
      })
  void refusesASecretAmongTheResources(String name) throws IOException {
    Input input = new Input(folder).withClass("acme/Greet.class").with(name, "x");
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(
        "Secrets do not belong in the zip, where everybody who may read the function's code reads them: "
            + name
            + ".",
        failure.problem());
    assertEquals(
        "remove %s from src/main/resources, then mvn clean chirp:package; if it is meant to be there, <packageAllow>%s</packageAllow>"
            .formatted(name, name),
        failure.suggestion());
    assertFalse(Files.exists(input.zip));
    assertDoesNotThrow(() -> input.allowing(name).pack());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.p8",
        "x.der",
        "x.asc",
        "x.crt",
        "id_rsa.bak",
        "credentials.json",
        "notes",
        "x.pem",
        "x.key"
      })
  void refusesAPrivateKeyUnderAnyName(String name) throws IOException {
    String json = "{\"private_key\": \"" + PRIVATE_KEY.replace("\n", "\\n") + "\"}";
    String pgp = PRIVATE_KEY.replace("KEY-", "KEY BLOCK-").replace("BEGIN ", "BEGIN PGP ");
    for (String text : List.of("# of test\n" + PRIVATE_KEY, json, pgp)) {
      Input input = new Input(folder).with(name, text);
      assertThrows(ChirpException.class, input::pack, text);
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
  void letsInWhatIsPublic(String kind) throws IOException {
    Input input = new Input(folder).with("x.pem", "-----BEGIN " + kind + "-----\nMIIB\n");
    assertDoesNotThrow(input::pack);
  }

  @Test
  void letsInAProgramThatOnlyNamesTheLineOfAKey() throws IOException {
    Input input = new Input(folder).with("pem.js", "s.indexOf('-----BEGIN " + "PRIVATE KEY-----')");
    assertDoesNotThrow(input::pack);
  }

  @Test
  void refusesSettingsOfMavenOnlyWithServers() throws IOException {
    Input input = new Input(folder).with("settings.xml", "<settings/>");
    assertDoesNotThrow(input::pack);
    input.with("settings.xml", "<settings><servers/></settings>".replace("/>", "></servers>"));
    assertThrows(ChirpException.class, input::pack);
  }

  @Test
  void namesAllSecretsInOneFragmentAndKeepsWhatIsAllowed() throws IOException {
    Input input =
        new Input(folder)
            .with("b.p12", "x")
            .with("a.p12", "x")
            .withJar("mail-1.0.jar", Map.of("tls.p8", Input.text(PRIVATE_KEY)))
            .allowing("a.p12");
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(
        "remove b.p12 from src/main/resources, then mvn clean chirp:package; another version of the dependency lib/mail-1.0.jar;"
            + " if it is meant to be there, <packageAllow>a.p12,b.p12,lib/mail-1.0.jar!/tls.p8</packageAllow>",
        failure.suggestion());
    assertDoesNotThrow(() -> input.allowing("a.p12", "b.p12", "lib/mail-1.0.jar!/tls.p8").pack());
  }

  @Test
  void warnsOfAPermissionThatNothingNeeds() throws IOException {
    Input input =
        new Input(folder)
            .with("a.p12", "x")
            .withJar("b.jar", Map.of())
            .allowing("a.p12", "lib/b.jar", "c.p12");
    input.pack();
    assertEquals(
        List.of("<packageAllow> names 'c.p12', and nothing of that name needs to be allowed."),
        input.said.warnings);
  }

  @Test
  void looksIntoTheJarsThatTheProjectBringsItself() throws IOException {
    Input input = new Input(folder).withClass("x/A.class");
    new Input(folder)
        .withJar(
            "classes/lib/own.jar",
            Map.of("x/A.class", Input.classFile(17), "y/B.class", Input.classFile(21)));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(failure.problem().startsWith("Class y.B in 'lib/own.jar'"), failure.problem());
    input.runningOn("java21").pack();
    assertTrue(input.said.warnings.get(0).endsWith("Lambda loads the first: x.A"));
  }

  @Test
  void refusesPreviewClassesForALaterRuntime() throws IOException {
    byte[] preview = Input.classFile(21);
    preview[4] = (byte) 0xFF;
    preview[5] = (byte) 0xFF;
    Input input = new Input(folder).with("acme/New.class", preview).runningOn("java25");
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(
        failure.problem().contains("compiled for Java 21 with preview features, and the runtime"),
        failure.problem());
    assertEquals("-Dchirp.runtime=java21", failure.suggestion());
    assertDoesNotThrow(() -> input.runningOn("java21").pack());
  }

  @Test
  void looksAtTheVersionsOfAMultiReleaseJarThatTheRuntimeLoads() throws IOException {
    Map<String, byte[]> files =
        Map.of(
            "META-INF/MANIFEST.MF", Input.text("Manifest-Version: 1.0\nMulti-Release: true\n"),
            "META-INF/versions/11/x/A.class", Input.classFile(21),
            "META-INF/versions/22/x/A.class", Input.classFile(25));
    Input input = new Input(folder).withJar("multi.jar", files);
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(
        failure.problem().startsWith("Class x.A in 'lib/multi.jar' is compiled for Java 21"));
    assertDoesNotThrow(() -> input.runningOn("java21").pack());
  }

  @Test
  void namesEveryPlaceWithNewerClasses() throws IOException {
    Input input =
        new Input(folder)
            .withJar("a.jar", Map.of("a/A.class", Input.classFile(21)))
            .withJar("b.jar", Map.of("b/B.class", Input.classFile(25)));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertEquals(
        "Class a.A in 'lib/a.jar' is compiled for Java 21;\n"
            + "Class b.B in 'lib/b.jar' is compiled for Java 25, and the runtime 'java17' runs Java 17.",
        failure.problem());
    assertEquals("-Dchirp.runtime=java25", failure.suggestion());
  }

  @Test
  void namesTheFirstOfSeveralDamagedJarsInEveryRun() throws IOException {
    Input input = new Input(folder);
    for (int i = 10; i < 26; i++) {
      Path jar = Files.writeString(folder.resolve(i + ".jar"), "x".repeat(i == 10 ? 3_000_000 : 1));
      input.withLibrary(i + ".jar", jar);
    }
    for (int run = 0; run < 20; run++) {
      ChirpException failure = assertThrows(ChirpException.class, input::pack);
      assertTrue(failure.problem().contains("10.jar' is no readable jar"), failure.problem());
    }
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

  @ParameterizedTest
  @ValueSource(strings = {"c.p12", "tls.key", "prod.env"})
  void refusesTheSameSecretsInAModuleThatIsAJarAlready(String name) throws IOException {
    Input input = new Input(folder).withOwnJar("greeting-1.0.jar", Map.of(name, Input.text("x")));
    ChirpException failure = assertThrows(ChirpException.class, input::pack);
    assertTrue(
        failure.suggestion().startsWith("remove lib/greeting-1.0.jar!/" + name + " from"),
        failure.suggestion());
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
