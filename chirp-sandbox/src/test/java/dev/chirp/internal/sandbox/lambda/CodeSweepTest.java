package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.testkit.ThreadPerTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

@Tag("slow")
class CodeSweepTest {
  private static final String NAME = "chirp_echo";
  private static final String STRANGE = "0".repeat(64);

  @TempDir private Path directory;
  private LambdaBox box;

  @BeforeEach
  void start() {
    box = new LambdaBox(directory);
  }

  @AfterEach
  void stop() {
    box.close();
  }

  @Test
  void codeIsDeletedWithItsLastFunction() throws IOException {
    box.create(NAME);
    box.create("other");
    assertEquals("\"1\"", invoke("count"));
    box.lambda().deleteFunction(d -> d.functionName("other"));
    assertEquals(codes("first"), zips());
    assertEquals(codes("first"), roots());
    box.lambda().deleteFunction(d -> d.functionName(NAME));
    assertEquals(Set.of(), zips());
    assertEquals(Set.of(), roots());
  }

  @Test
  void replacedCodeIsKeptWhileItIsInEffect() throws IOException {
    box.create(NAME);
    update("second");
    assertEquals(codes("first", "second"), zips());
    assertEquals("\"1\"", invoke("count"));
    assertEquals(codes("first"), roots());
    box.pass(LambdaBox.IN_PROGRESS);
    assertEquals("\"1\"", invoke("count"));
    update("third");
    assertEquals(codes("second", "third"), zips());
    assertEquals(codes("second"), roots());
  }

  @Test
  void codeOfADryRunIsDeleted() throws IOException {
    box.create(NAME);
    box.lambda()
        .updateFunctionCode(
            u -> u.functionName(NAME).dryRun(true).zipFile(LambdaBox.zip("checked")));
    assertEquals(codes("first"), zips());
  }

  @Test
  void versionKeepsItsCode() throws IOException {
    box.create(NAME);
    box.lambda().publishVersion(p -> p.functionName(NAME));
    box.pass(LambdaBox.PENDING);
    update("second");
    box.pass(LambdaBox.IN_PROGRESS);
    update("third");
    box.pass(LambdaBox.IN_PROGRESS);
    assertEquals(codes("first", "second", "third"), zips());
    box.lambda().deleteFunction(d -> d.functionName(NAME).qualifier("1"));
    assertEquals(codes("third"), zips());
  }

  @Test
  void processKeepsItsCodeUntilItEnds() throws Exception {
    box.create(NAME);
    CompletableFuture<String> running =
        CompletableFuture.supplyAsync(() -> invoke("sleep 5000"), new ThreadPerTask());
    box.awaitLine("event sleep");
    box.lambda().deleteFunction(d -> d.functionName(NAME));
    assertEquals(codes("first"), zips());
    assertEquals(codes("first"), roots());
    running.join();
    assertEquals(Set.of(), zips());
    assertEquals(Set.of(), roots());
  }

  @Test
  void nextSandboxDeletesFilesOfAKilledOne() throws IOException {
    box.create(NAME);
    invoke("count");
    box.close();
    write("zips/" + STRANGE + ".zip");
    write("zips/new1.zip");
    write("code/" + STRANGE + "/lib/a.jar");
    write("code/new2/lib/a.jar");
    write("code/gone-" + STRANGE + "/lib/a.jar");
    write("output/1.log");
    box = new LambdaBox(directory);
    box.pass(LambdaBox.PENDING);
    assertEquals(codes("first"), zips());
    assertEquals(codes("first"), roots());
    assertEquals(Set.of(), names("output"));
    assertEquals("\"1\"", invoke("count"));
  }

  private void update(String word) {
    box.lambda().updateFunctionCode(u -> u.functionName(NAME).zipFile(LambdaBox.zip(word)));
  }

  private String invoke(String event) {
    return box.lambda()
        .invoke(i -> i.functionName(NAME).payload(SdkBytes.fromUtf8String("\"" + event + "\"")))
        .payload()
        .asUtf8String();
  }

  private void write(String file) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "left");
  }

  private static Set<String> codes(String... words) {
    return Stream.of(words).map(LambdaBox::hash).collect(Collectors.toSet());
  }

  private Set<String> zips() throws IOException {
    return names("zips").stream().map(name -> name.replace(".zip", "")).collect(Collectors.toSet());
  }

  private Set<String> roots() throws IOException {
    return names("code");
  }

  private Set<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
