package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.testkit.Polling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Functions with their own bootstrap, in any language. */
@EnabledOnOs(OS.LINUX)
class ProvidedRuntimeTest {
  private static final String NAME = "chirp_polling";
  private static final String OWN =
      System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "x86_64";
  private static final String OTHER = OWN.equals("arm64") ? "x86_64" : "arm64";

  @TempDir private Path directory;
  private SdkBytes zip;

  @BeforeEach
  void pack() throws IOException {
    zip = zip(Polling.script(), 0755);
  }

  @Test
  void bootstrapRespondsAndStaysWarm() {
    try (LambdaBox box = new LambdaBox(directory)) {
      create(box, OWN);
      InvokeResponse first = invoke(box);
      assertEquals("[\"hello\", \"of.its.own\"]", first.payload().asUtf8String());
      String log =
          new String(Base64.getDecoder().decode(first.logResult()), StandardCharsets.UTF_8);
      assertTrue(
          log.startsWith(
              "INIT_START Runtime Version: provided.al2023 (Chirp's sandbox runs it on this machine, by its own bootstrap)\npolling\nSTART "),
          log);
      assertEquals("[\"hello\", \"of.its.own\"]", invoke(box).payload().asUtf8String());
      assertEquals(1, box.logged.stream().filter(line -> line.text().equals("polling")).count());
    }
  }

  @Test
  void bootstrapThatExitsIsTheFunctionsError() throws IOException {
    zip = zip("echo 'no such thing' >&2; exit 7", 0755);
    try (LambdaBox box = new LambdaBox(directory)) {
      create(box, OWN);
      for (int i = 0; i < 5; i++) {
        InvokeResponse failed = invoke(box);
        assertEquals("Unhandled", failed.functionError());
        assertTrue(
            failed.payload().asUtf8String().contains("Runtime exited with error: exit status 7"),
            () -> failed.payload().asUtf8String());
      }
      assertTrue(
          box.logged.stream().anyMatch(line -> line.text().equals("no such thing")),
          box.logged::toString);
    }
  }

  @Test
  void missingBootstrapIsReportedInLambdasWords() throws IOException {
    zip = LambdaBox.zipOf("index.js");
    try (LambdaBox box = new LambdaBox(directory)) {
      create(box, OWN);
      assertRefused(
          box,
          502,
          "The zip has no executable file 'bootstrap' (Lambda's error: Runtime.InvalidEntrypoint).");
    }
  }

  @Test
  void nonExecutableBootstrapCountsAsMissing() throws IOException {
    zip = zip(Polling.script(), 0644);
    try (LambdaBox box = new LambdaBox(directory)) {
      create(box, OWN);
      assertRefused(
          box,
          502,
          "The zip has no executable file 'bootstrap' (Lambda's error: Runtime.InvalidEntrypoint).");
    }
  }

  @Test
  void otherArchitectureIsNamed() {
    try (LambdaBox box = new LambdaBox(directory)) {
      create(box, OTHER);
      String message =
          "functions of runtime provided.al2023 for %s Linux on %s Linux".formatted(OTHER, OWN);
      assertRefused(box, 501, message);
      assertEventRefused(box, message);
    }
  }

  @Test
  void otherOperatingSystemIsNamed() {
    try (LambdaBox box = new LambdaBox(directory, "Mac OS X")) {
      create(box, OWN);
      String message =
          "functions of runtime provided.al2023 for %s Linux on %s Mac OS X".formatted(OWN, OWN);
      assertRefused(box, 501, message);
      assertEventRefused(box, message);
    }
  }

  @Test
  void unsupportedRuntimeIsNamed() {
    try (LambdaBox box = new LambdaBox(directory)) {
      box.lambda()
          .createFunction(
              box.request(NAME).runtime("python3.13").code(code -> code.zipFile(zip)).build());
      box.pass(LambdaBox.PENDING);
      assertRefused(box, 501, "functions of runtime python3.13");
      assertEventRefused(box, "functions of runtime python3.13");
    }
  }

  private void create(LambdaBox box, String architecture) {
    box.lambda()
        .createFunction(
            box.request(NAME)
                .runtime("provided.al2023")
                .architectures(Architecture.fromValue(architecture))
                .handler("of.its.own")
                .code(code -> code.zipFile(zip))
                .build());
    box.pass(LambdaBox.PENDING);
  }

  private static InvokeResponse invoke(LambdaBox box) {
    return box.lambda()
        .invoke(
            i ->
                i.functionName(NAME)
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String("\"hello\"")));
  }

  private static void assertRefused(LambdaBox box, int status, String message) {
    LambdaException refusal = assertThrows(LambdaException.class, () -> invoke(box));
    assertEquals(status, refusal.statusCode());
    assertTrue(refusal.toString().contains(message), refusal::toString);
  }

  /** Later errors would not reach the caller. */
  private static void assertEventRefused(LambdaBox box, String message) {
    LambdaException refusal = assertThrows(LambdaException.class, () -> box.send(NAME, "hello"));
    assertTrue(refusal.toString().contains(message), refusal::toString);
  }

  private static SdkBytes zip(String script, int mode) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
      ZipArchiveEntry entry = new ZipArchiveEntry("bootstrap");
      entry.setUnixMode(0100000 | mode);
      out.putArchiveEntry(entry);
      out.write(("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
      out.closeArchiveEntry();
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }
}
