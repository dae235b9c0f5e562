package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.SandboxAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

class SandboxServerTest {
  @TempDir private Path directory;

  @Test
  void takenPortIsReported() {
    try (SandboxServer first = options("one").start()) {
      int port = first.endpoint().getPort();
      ChirpException failure =
          assertThrows(ChirpException.class, () -> options("two").port(port).start());
      assertEquals(
          "Port " + port + " of 127.0.0.1 is taken.\nTry: mvn chirp:sandbox -Dchirp.sandboxPort=0",
          failure.getMessage());
    }
    // A failed start must not keep the lock.
    options("two").start().close();
  }

  @Test
  void serverListensOnLoopbackOnly() {
    try (SandboxServer sandbox = options("one").start()) {
      assertEquals("127.0.0.1", sandbox.endpoint().getHost());
    }
  }

  @Test
  void otherProcessesUseOnlyAPublishedSandbox() throws Exception {
    Path state = directory.resolve("one");
    try (OtherProcess other = OtherProcess.start(state, "keep")) {
      assertEquals(Optional.empty(), options("one").tryStart().map(SandboxServer::endpoint));
      assertEquals(Optional.<SandboxAddress>empty(), SandboxServer.publishedIn(state), other::line);
    }
    try (OtherProcess other = OtherProcess.start(state, "publish")) {
      assertEquals(Optional.empty(), options("one").tryStart().map(SandboxServer::endpoint));
      assertEquals(
          Optional.of(URI.create(other.line())),
          SandboxServer.publishedIn(state).map(SandboxAddress::endpoint));
    }
    // The killed sandbox left its address file.
    assertEquals(true, SandboxServer.publishedIn(state).isPresent());
    try (SandboxServer next = options("one").start()) {
      assertEquals(
          Optional.<SandboxAddress>empty(), SandboxServer.publishedIn(state), next::toString);
    }
  }

  @Test
  void secondAttemptInOneProcessDoesNotReleaseTheDirectory() throws Exception {
    try (SandboxServer sandbox = options("one").start()) {
      ChirpException second = assertThrows(ChirpException.class, () -> options("one").start());
      assertTrue(second.problem().startsWith("Another sandbox uses"), second::problem);
      try (OtherProcess other = OtherProcess.start(directory.resolve("one"), "keep")) {
        assertEquals("taken", other.line(), sandbox::toString);
      }
    }
  }

  @Test
  void secondCloseDoesNotHarmTheNextSandbox() {
    SandboxServer sandbox = options("one").start();
    sandbox.close();
    try (SandboxServer next = options("one").start()) {
      next.publish();
      sandbox.close();
      assertEquals(
          Optional.of(next.address()), SandboxServer.publishedIn(directory.resolve("one")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb/000000000000/us-east-1.json, '{\"tables\": [{'",
    "dynamodb/000000000000/us-east-1.json, '{\"tables\": [{\"items\": []}]}'",
    "dynamodb/000000000000/us-east-1.json, '{}'",
    "iam.json, ''",
    "iam.json, '{}'",
    "lambda/functions.json, '{'",
    "lambda/functions.json, 'null'",
    "logs/000000000000/us-east-1/groups.json, '{\"byName\": '",
    "s3/buckets.json, '{\"buckets\": [{'"
  })
  void brokenStateFailsTheStart(String name, String content) throws Exception {
    Path file = directory.resolve("one").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    ChirpException failure = assertThrows(ChirpException.class, () -> options("one").start());
    assertEquals(
        """
        The sandbox's state '%s' cannot be read.
        Try: delete target/chirp/sandbox, and deploy to the sandbox again"""
            .formatted(file),
        failure.getMessage());
    Files.delete(file);
    options("one").start().close();
  }

  @Test
  void sandboxWithoutStateLeavesTheNextOnesStateAlone() throws Exception {
    Path state = directory.resolve("one");
    try (OtherProcess old = OtherProcess.start(state, "publish")) {
      SandboxAddress removed = SandboxServer.publishedIn(state).orElseThrow();
      assertEquals(old.line(), removed.endpoint().toString());
      remove(state);
      try (SandboxServer next = options("one").start();
          AwsClients aws = connect(removed);
          AwsClients another = connect(next.address())) {
        S3Exception failure = assertThrows(S3Exception.class, () -> createBucket(aws, "acme-old"));
        assertTrue(
            failure.toString().contains("its state was removed (mvn clean)"), failure::toString);
        createBucket(another, "acme-new");
        assertEquals(1, another.s3().listBuckets().buckets().size());
      }
    }
  }

  @Test
  void sandboxWithoutStateDoesNotUnpublishTheNextOne() throws Exception {
    Path state = directory.resolve("one");
    SandboxServer old = options("one").start();
    old.publish();
    remove(state);
    assertTrue(old.isRemoved());
    try (OtherProcess next = OtherProcess.start(state, "publish")) {
      assertTrue(old.isRemoved());
      old.close();
      assertEquals(
          Optional.of(URI.create(next.line())),
          SandboxServer.publishedIn(state).map(SandboxAddress::endpoint));
    }
  }

  /** Deletes the state, as {@code mvn clean} does. */
  private static void remove(Path state) throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static AwsClients connect(SandboxAddress address) {
    return new AwsClients(address, "us-east-1");
  }

  private static void createBucket(AwsClients aws, String name) {
    aws.s3().createBucket(r -> r.bucket(name));
  }

  private SandboxSettings options(String name) {
    return SandboxServer.builder().directory(directory.resolve(name));
  }
}
