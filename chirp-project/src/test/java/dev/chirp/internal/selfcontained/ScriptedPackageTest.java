package dev.chirp.internal.selfcontained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.testkit.Polling;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.Sources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilds a package only if its inputs changed, with a JDK that takes no time. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class ScriptedPackageTest {
  private static final String ALREADY = "The runtime image and the AOT cache are up to date.";

  @TempDir private Path folder;
  private final RecordedProgress said = new RecordedProgress();
  private final AtomicInteger trainings = new AtomicInteger();
  private List<Trainee> trainees = List.of(ScriptedJdk.trainee("Greet"));
  private List<String> classPath = List.of("classes.jar");
  private String code = "old";
  private ScriptedJdk jdk;
  private Path root;

  @BeforeEach
  void start() throws IOException {
    jdk = new ScriptedJdk(folder.resolve("jdk"));
    root = folder.resolve("target").resolve("self-contained");
  }

  @Test
  void unchangedPackageIsKept() throws IOException {
    make();
    String cache = cache();
    make();
    assertEquals(1, jdk.links());
    assertEquals(1, trainings.get());
    assertEquals(cache, cache());
    assertEquals(ALREADY, said.said().get(said.said().size() - 1));
    assertEquals(List.of("bootstrap", "chirp.aot", "chirp.sums", "classes.jar", "jre"), parts());
  }

  @Test
  void changedClassCausesARebuild() throws IOException {
    assertRebuiltAfter(() -> code = "new");
  }

  @Test
  void changedJarOrderCausesARebuild() throws IOException {
    classPath = List.of("classes.jar", "lib/a.jar", "lib/b.jar");
    assertRebuiltAfter(() -> classPath = List.of("classes.jar", "lib/b.jar", "lib/a.jar"));
  }

  @Test
  void newFunctionCausesARebuild() throws IOException {
    assertRebuiltAfter(
        () -> trainees = List.of(ScriptedJdk.trainee("Greet"), ScriptedJdk.trainee("Save")));
  }

  @Test
  void changedJdkCausesARebuild() throws IOException {
    assertRebuiltAfter(() -> jdk.release("25.0.10"));
  }

  /** The {@code release} file may be unchanged, as with a JDK that someone built. */
  @Test
  void changedJvmCausesARebuild() throws IOException {
    assertRebuiltAfter(() -> jdk.command("java", "echo '    java.vm.version = 25.0.9+2-scripted'"));
  }

  @Test
  void missingCacheCausesARebuild() throws IOException {
    assertRebuiltAfter(() -> Files.delete(root.resolve("chirp.aot")));
  }

  @Test
  void changedCacheCausesARebuild() throws IOException {
    assertRebuiltAfter(() -> Files.writeString(root.resolve("chirp.aot"), "cache of another"));
  }

  @Test
  void missingOrChangedSumsCauseARebuild() throws IOException {
    assertRebuiltAfter(() -> Files.delete(root.resolve("chirp.sums")));
    assertRebuiltAfter(() -> Files.writeString(root.resolve("chirp.sums"), "nothing"));
  }

  @Test
  void missingImageCausesARebuild() throws IOException {
    assertRebuiltAfter(() -> Files.delete(root.resolve("jre/bin/java")));
  }

  @Test
  void cleanCausesARebuild() throws IOException {
    assertRebuiltAfter(() -> DirectoryTree.delete(folder.resolve("target")));
  }

  @Test
  void movedFolderIsKept() throws IOException {
    make();
    Files.move(folder.resolve("target"), folder.resolve("elsewhere"));
    root = folder.resolve("elsewhere").resolve("self-contained");
    make();
    assertEquals(1, jdk.links());
  }

  @Test
  void failedTrainingLeavesAnIncompletePackage() throws IOException {
    jdk.image("echo 'no room'; exit 9");
    assertEquals(
        "The training of the AOT cache ended with status 9; -X shows its output.",
        assertThrows(ChirpException.class, this::make).getMessage());
    assertEquals(List.of("no room"), said.details());
    assertFalse(Files.exists(root.resolveSibling("self-contained.key")));
    jdk.image("echo cache > chirp.aot");
    make();
    assertEquals(2, jdk.links());
  }

  @Test
  void missingCacheOutputIsReported() throws IOException {
    jdk.image("exit 0");
    assertEquals(
        "The JVM did not create an AOT cache; -X shows its output.",
        assertThrows(ChirpException.class, this::make).getMessage());
  }

  @Test
  void failureShowsTheOutputOfJlink() throws IOException {
    jdk.command("jlink", "echo 'Error: the JDK is not linkable' >&2; exit 1");
    assertEquals(
        "'jlink' ended with status 1:\n  Error: the JDK is not linkable",
        assertThrows(ChirpException.class, this::make).getMessage());
    assertEquals(0, trainings.get());
  }

  @Test
  void brokenFunctionsAreNamedAndLeftOut() throws IOException {
    trainees =
        Stream.of("Greet", "Broken", "Save", "AlsoBroken").map(ScriptedJdk::trainee).toList();
    jdk.image(
        """
        for argument; do case $argument in
          *Broken*) echo "Stopped at ${argument%=*}"; exit 1;;
        esac; done
        echo "$@" > chirp.aot""");
    make();
    assertEquals(
        Stream.of("Broken", "AlsoBroken")
            .map(
                name ->
                    "Function '"
                        + name
                        + "' failed during the training of the AOT cache, so it will start slower; -X shows its output.")
            .toList(),
        said.warnings());
    assertTrue(
        cache().endsWith("acme.Greet::handleRequest=0 acme.Save::handleRequest=0\n"), cache());
  }

  /** On Lambda a function could not write there. */
  @Test
  void filesWrittenDuringTrainingAreNotPackaged() throws IOException {
    jdk.image("echo cache > chirp.aot; mkdir -p data; echo secret > data/a; echo b > app.log");
    make();
    assertEquals(List.of("bootstrap", "chirp.aot", "chirp.sums", "classes.jar", "jre"), parts());
  }

  @Test
  void folderNameMayHaveSpacesAndNonAsciiLetters() throws IOException {
    root = folder.resolve("my v\u00f6gel").resolve("self-contained");
    make();
    make();
    assertEquals(1, jdk.links());
  }

  @Test
  void jarNamesMayHaveSpacesAndShellCharacters() throws Exception {
    classPath = List.of("classes.jar", "lib/two words.jar", "lib/it's $HOME;.jar");
    jdk.image("echo \"$@\" > chirp.aot");
    make();
    ProcessBuilder bootstrap = new ProcessBuilder(root.resolve("bootstrap").toString());
    bootstrap.environment().put("LAMBDA_TASK_ROOT", root.toString());
    bootstrap.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    assertEquals(0, bootstrap.start().waitFor());
    assertTrue(
        cache()
            .contains(
                " -cp classes.jar:lib/two words.jar:lib/it's $HOME;.jar dev.chirp.internal.loop.Main"),
        cache());
    assertTrue(cache().startsWith("-Xmx384m "), cache());
  }

  @Test
  void jarThatTheJvmCannotOpenIsRefused() {
    classPath = List.of("classes.jar", "lib/v\u00f6gel.jar");
    assertEquals(
        "Lambda could not find the jar 'lib/v\u00f6gel.jar': its name has a ':' or a character outside ASCII.\nTry: rename the file",
        assertThrows(ChirpException.class, this::make).getMessage());
  }

  /** A second Maven process holds the lock until it has packed. */
  @Test
  void packingHoldsTheLock() throws Exception {
    Process other = ScriptedPackageMain.start(folder, jdk.home);
    try (BufferedReader printed = other.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("packing", printed.readLine());
      CompletableFuture<List<String>> here =
          CompletableFuture.supplyAsync(
              () -> {
                make();
                return List.copyOf(said.said());
              });
      assertThrows(TimeoutException.class, () -> here.get(1, TimeUnit.SECONDS));
      other.getOutputStream().close();
      assertEquals("packed old", printed.readLine());
      here.get(60, TimeUnit.SECONDS);
    } finally {
      other.destroyForcibly();
    }
  }

  /** Maven may end by Ctrl-C, or by SIGKILL, which leaves it no time to clean up. */
  @Test
  void trainingEndsWithMaven() throws Exception {
    jdk.image(Polling.script());
    Path pid = folder.resolve("pid");
    Process maven = ScriptedPackageMain.start(folder, jdk.home, "\"pid " + pid + "\"");
    try {
      ProcessHandle training = ProcessHandle.of(Polling.awaitPid(pid)).orElseThrow();
      maven.destroyForcibly().waitFor();
      training.onExit().get(20, TimeUnit.SECONDS);
    } finally {
      maven.destroyForcibly();
    }
  }

  @Test
  void imageHasTheRequestedModules() {
    new SelfContained(
            jdk.jdk(), root, trainees, Map.of(), Set.of("jdk.localedata"), this::trainingAws, said)
        .make(ignored -> layOut(), ignored -> "packed");
    assertTrue(
        said.said().contains("Runtime image of Java 25 with java.base, jdk.localedata"),
        said.said()::toString);
  }

  private interface Change {
    void make() throws IOException;
  }

  private void assertRebuiltAfter(Change change) throws IOException {
    make();
    int links = jdk.links();
    change.make();
    make();
    assertEquals(links + 1, jdk.links());
    make();
    assertEquals(links + 1, jdk.links());
  }

  private void make() {
    new SelfContained(jdk.jdk(), root, trainees, Map.of(), Set.of(), this::trainingAws, said)
        .make(ignored -> layOut(), ignored -> "packed");
  }

  private List<String> layOut() {
    try {
      for (String name : classPath) {
        byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
        Sources.jar(root.resolve(name), Map.of("acme/Greet.class", bytes));
      }
      return classPath;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AwsEnvironment trainingAws() {
    trainings.incrementAndGet();
    return AwsEnvironment.of(Map.of(), () -> {});
  }

  private String cache() throws IOException {
    return Files.readString(root.resolve("chirp.aot"));
  }

  private List<String> parts() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> found = Files.list(root)) {
      found.forEach(path -> names.add(path.getFileName().toString()));
    }
    names.sort(null);
    return names;
  }
}
