package dev.chirp.internal.serve.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedFunction;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits two modules between requests: {@code api}, and the {@code lib} that it uses. */
class ReloadTest {
  private static final List<String> OPTIONS = List.of("--release", "17", "-proc:none", "-g");

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile SourceModule.Finder finder = classPath -> List.of();
  private volatile List<Path> found = List.of();
  private Reload reload;

  @BeforeEach
  void start() throws IOException, SourceErrors {
    source("lib", "Lib", "public final class Lib { public static final String TEXT = \"old\"; }");
    source("api", "Api", "public class Api { public String toString() { return Lib.TEXT; } }");
    write("api/src/main/resources/greeting.txt", "hello");
    JavacBuilder lib = builder("lib");
    lib.build(List.of(), Files.createDirectories(classes("lib")));
    JavacBuilder api = builder("api");
    api.build(List.of(classes("lib")), Files.createDirectories(classes("api")));
    reload =
        reload(
            "generations",
            Instant.MAX,
            module("lib", List.of(), lib, classPath -> List.of()),
            module("api", List.of(classes("lib")), api, this::find));
  }

  private Reload reload(String name, Instant begun, SourceModule... modules) throws IOException {
    return new Reload(
        new SourceProject(
            List.of(modules), List.of(), List.of(), ServedCode.ApiSettings.NONE, begun),
        Files.createDirectory(folder.resolve(name)),
        0);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private List<ServedFunction> find(List<Path> classPath) {
    found = classPath;
    return finder.find(classPath);
  }

  private SourceModule module(
      String name, List<Path> classPath, JavacBuilder builder, SourceModule.Finder functions) {
    return new SourceModule(
        name,
        Stream.concat(builder.sources().stream(), builder.resources().stream()).toList(),
        classes(name),
        classPath,
        classPath,
        builder,
        functions);
  }

  private JavacBuilder builder(String module) {
    Path base = folder.resolve(module);
    return new JavacBuilder(
        base,
        List.of(base.resolve("src/main/java")),
        List.of(base.resolve("src/main/resources")),
        OPTIONS);
  }

  private Path classes(String module) {
    return folder.resolve(module).resolve("target/classes");
  }

  private Path source(String module, String name, String text) throws IOException {
    return write(module + "/src/main/java/acme/" + name + ".java", "package acme;\n" + text);
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** The result of the code that answers a request now. */
  private String result() throws Exception {
    assertInstanceOf(ServedCode.Generation.class, reload.current());
    return in(found).call();
  }

  private static Callable<String> in(List<Path> classPath) throws IOException {
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toUri().toURL();
    }
    return () -> {
      try (URLClassLoader loader = new URLClassLoader(urls, null)) {
        return loader.loadClass("acme.Api").getConstructor().newInstance().toString();
      }
    };
  }

  private String errors() throws InterruptedException {
    return assertInstanceOf(ServedCode.CompileErrors.class, reload.current()).errors();
  }

  @Test
  void unchangedCodeStaysTheFirstGeneration() throws Exception {
    assertEquals("old", result());
    ServedCode first = reload.current();
    assertEquals(1, first.number());
    assertSame(first, reload.current());
  }

  @Test
  void nextRequestAfterEachEditHasItsCode() throws Exception {
    for (int i = 0; i < 10; i++) {
      source(
          "api",
          "Api",
          "public class Api { public String toString() { return \"%d\"; } }".formatted(i));
      assertEquals(String.valueOf(i), result());
      assertEquals(2 + i, reload.current().number());
    }
  }

  /** The compiler copies constants into the classes that use them. */
  @Test
  void constantOfALibraryChangesInItsUsers() throws Exception {
    source("lib", "Lib", "public final class Lib { public static final String TEXT = \"new\"; }");
    assertEquals("new", result());
  }

  @Test
  void editWithTheOldTimeIsSeen() throws Exception {
    Path file = folder.resolve("lib/src/main/java/acme/Lib.java");
    FileTime time = Files.getLastModifiedTime(file);
    source("lib", "Lib", "public final class Lib { public static final String TEXT = \"neu\"; }");
    Files.setLastModifiedTime(file, time);
    assertEquals("neu", result());
  }

  @Test
  void resourcesAreCopiedAndDeleted() throws Exception {
    write("api/src/main/resources/greeting.txt", "good morning");
    write("api/src/main/resources/deep/er.txt", "down");
    result();
    assertEquals("good morning", Files.readString(found.get(0).resolve("greeting.txt")));
    assertEquals("down", Files.readString(found.get(0).resolve("deep/er.txt")));
    Files.delete(folder.resolve("api/src/main/resources/deep/er.txt"));
    result();
    assertEquals(List.of("acme/Api.class", "greeting.txt"), files(found.get(0)));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void deletedClassIsGone() throws Exception {
    Path extra = source("api", "Extra", "public class Extra { static class Inner {} }");
    result();
    assertEquals(
        List.of("acme/Api.class", "acme/Extra$Inner.class", "acme/Extra.class", "greeting.txt"),
        files(found.get(0)));
    Files.delete(extra);
    result();
    assertEquals(List.of("acme/Api.class", "greeting.txt"), files(found.get(0)));
  }

  @Test
  void deletedClassThatIsUsedIsAnError() throws Exception {
    Files.delete(folder.resolve("lib/src/main/java/acme/Lib.java"));
    assertEquals(
        "src/main/java/acme/Api.java:2: cannot find symbol\n  symbol:   variable Lib\n  location: class acme.Api",
        errors());
  }

  @Test
  void brokenCodeGivesTheCompilersErrorsUntilItIsFixed() throws Exception {
    source("api", "Api", "public class Api { public String toString() { return 1; } }");
    String expected =
        "src/main/java/acme/Api.java:2: incompatible types: int cannot be converted to java.lang.String";
    assertEquals(expected, errors());
    ServedCode broken = reload.current();
    assertEquals(2, broken.number());
    assertSame(broken, reload.current());
    source("lib", "Lib", "public final class Lib { public static final String TEXT = \"new\"; }");
    assertEquals(expected, errors());
    source("api", "Api", "public class Api { public String toString() { return Lib.TEXT; } }");
    assertEquals("new", result());
    assertEquals(4, reload.current().number());
  }

  @Test
  void onlyTheFirstErrorsAreShown() throws Exception {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      fields.append("int a%d = \"\";\n".formatted(i));
    }
    source("api", "Api", "public class Api {\n" + fields + "}");
    List<String> lines = errors().lines().toList();
    assertEquals(21, lines.size());
    assertEquals("… and 10 more errors.", lines.get(20));
  }

  @Test
  void compilationWritesNothingIntoTheProject() throws Exception {
    List<String> before = files(folder.resolve("api"));
    source("api", "Other", "public class Other {}");
    Files.delete(folder.resolve("api/src/main/java/acme/Other.java"));
    source("api", "Api", "public class Api { public String toString() { return \"2\"; } }");
    assertEquals("2", result());
    assertEquals(before, files(folder.resolve("api")));
  }

  /** An IDE compiles while it is edited, {@code mvn clean} deletes it all. */
  @Test
  void targetClassesDoNotMatterAfterTheStart() throws Exception {
    Files.write(classes("api").resolve("acme/Api.class"), new byte[] {1, 2, 3});
    assertEquals("old", result());
    Files.delete(classes("lib").resolve("acme/Lib.class"));
    source("api", "Api", "public class Api { public String toString() { return Lib.TEXT + 2; } }");
    assertEquals("old2", result());
  }

  @Test
  void earlierCodeKeepsItsClassesUntilItEnded() throws Exception {
    result();
    List<Path> first = found;
    source("api", "Api", "public class Api { public String toString() { return \"2\"; } }");
    assertEquals("2", result());
    List<Path> second = found;
    assertEquals("old", in(first).call());
    reload.ended(1);
    assertEquals(false, Files.exists(first.get(0)));
    assertEquals("2", in(second).call());
    source("api", "Api", "public class Api { public String toString() { return Lib.TEXT; } }");
    assertEquals("old", result());
    reload.ended(2);
    assertEquals(false, Files.exists(second.get(0)));
    assertEquals("old", result());
  }

  /** A process may already have the next folder on its class path. */
  @Test
  void nextBuildGoesToTheEmptyFolderThatWasAnnounced() throws Exception {
    result();
    Path next = reload.next(found.get(0)).orElseThrow();
    assertEquals(List.of(), files(next));
    source("api", "Api", "public class Api { public String toString() { return 1; } }");
    errors();
    assertEquals(List.of(), files(next));
    source("api", "Api", "public class Api { public String toString() { return \"2\"; } }");
    assertEquals("2", result());
    assertEquals(next, found.get(0));
    assertEquals(List.of(), files(reload.next(next).orElseThrow()));
  }

  @Test
  void rebuildGivesANewGenerationWithoutAnEdit() throws Exception {
    result();
    Path before = found.get(0);
    reload.rebuild();
    assertEquals("old", result());
    assertEquals(2, reload.current().number());
    assertEquals(false, before.equals(found.get(0)));
  }

  @Test
  void functionsThatCannotBeServedAreAnErrorUntilTheyAreFixed() throws Exception {
    finder =
        classPath -> {
          throw ChirpException.project("Functions 'a' and 'b' have the same route.")
              .withSuggestion("another path");
        };
    source("api", "Api", "public class Api { public String toString() { return \"2\"; } }");
    assertEquals("Functions 'a' and 'b' have the same route.\nTry: another path", errors());
    finder = classPath -> List.of();
    source("api", "Api", "public class Api { public String toString() { return \"3\"; } }");
    assertEquals("3", result());
  }

  @Test
  void warmUpLeavesNothing() throws Exception {
    List<String> before = files(folder);
    reload.warmUp();
    assertEquals(before, files(folder));
    source("api", "Api", "public class Api { public String toString() { return 1; } }");
    before = files(folder);
    reload.warmUp(); // with errors
    assertEquals(before, files(folder));
  }

  @Test
  void bugWhileBuildingNeverLeavesOldCode() throws Exception {
    finder =
        classPath -> {
          throw new IllegalStateException("bug");
        };
    source("api", "Api", "public class Api { public String toString() { return \"2\"; } }");
    assertThrows(IllegalStateException.class, reload::current);
    finder = classPath -> List.of();
    assertEquals("2", result());
  }

  /** An edit while Maven compiled for the start. */
  @Test
  void editDuringTheStartIsBuilt() throws Exception {
    source("api", "Api", "public class Api { public String toString() { return \"2\"; } }");
    JavacBuilder api = builder("api");
    reload =
        reload(
            "others",
            Instant.EPOCH,
            module("lib", List.of(), builder("lib"), classPath -> List.of()),
            module("api", List.of(classes("lib")), api, this::find));
    assertEquals("2", result());
    ServedCode built = reload.current();
    assertSame(built, reload.current());
  }

  /** One request fails while another one waits for it. */
  @Test
  void requestThatWaitedForAFailedBuildNeverGetsOldCode() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    finder =
        classPath -> {
          begun.countDown();
          await(waiting);
          finder = ignored -> List.of();
          throw new IllegalStateException("bug");
        };
    source("api", "Api", "public class Api { public String toString() { return \"2\"; } }");
    Future<ServedCode> first = threads.submit(() -> reload.current());
    await(begun);
    Future<ServedCode> second = threads.submit(() -> reload.current());
    while (!isBlocked()) {
      Thread.onSpinWait();
    }
    waiting.countDown();
    assertThrows(ExecutionException.class, () -> first.get(60, TimeUnit.SECONDS));
    assertEquals("2", resultOf(second.get(60, TimeUnit.SECONDS)));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** True if a thread waits for the reload that another one uses. */
  private static boolean isBlocked() {
    return Thread.getAllStackTraces().entrySet().stream()
        .anyMatch(
            thread ->
                thread.getKey().getState() == Thread.State.BLOCKED
                    && thread.getValue().length > 0
                    && thread.getValue()[0].getClassName().equals(Reload.class.getName()));
  }

  /** Maven compiles against the library's {@code target/classes}, which {@code javac} leaves. */
  @Test
  void moduleThatMavenBuildsNeedsMavenAfterAnEditOfItsLibrary() throws Exception {
    JavacBuilder api = builder("api");
    SourceModule byJavac = module("api", List.of(classes("lib")), api, this::find);
    SourceModule byMaven =
        new SourceModule(
            "api",
            byJavac.inputs(),
            byJavac.classes(),
            byJavac.compileClassPath(),
            byJavac.runtimeClassPath(),
            (classPath, target) -> api.build(byJavac.compileClassPath(), target),
            this::find);
    reload =
        reload(
            "others",
            Instant.MAX,
            module("lib", List.of(), builder("lib"), classPath -> List.of()),
            byMaven);
    source("api", "Api", "public class Api { public String toString() { return Lib.TEXT + 2; } }");
    assertEquals("old2", result());
    assertFalse(reload.needsMaven());
    source("lib", "Lib", "public final class Lib { public static final String TEXT = \"new\"; }");
    errors();
    assertTrue(reload.needsMaven());
  }

  /** Several clients ask during the edits: no client gets code that is older than its request. */
  @Test
  void requestsThatOverlapNeverGetOlderCode() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    List<Future<Integer>> clients = new ArrayList<>();
    List<Integer> saved = new ArrayList<>(List.of(-1));
    for (int client = 0; client < 4; client++) {
      clients.add(threads.submit(() -> poll(saved, end)));
    }
    try {
      for (int i = 0; i < 10; i++) {
        saveAtOnce("public class Api { public String toString() { return \"%d\"; } }".formatted(i));
        synchronized (saved) {
          saved.set(0, i);
        }
        assertEquals(String.valueOf(i), resultOf(reload.current()));
      }
    } finally {
      end.countDown();
    }
    for (Future<Integer> client : clients) {
      assertEquals(0, client.get(60, TimeUnit.SECONDS));
    }
  }

  /** An empty file would compile, too. */
  private void saveAtOnce(String text) throws IOException {
    Path source = folder.resolve("api/src/main/java/acme/Api.java");
    Path whole = Files.writeString(folder.resolve("whole"), "package acme;\n" + text);
    Files.move(whole, source, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private int poll(List<Integer> saved, CountDownLatch end) throws Exception {
    int stale = 0;
    while (end.getCount() > 0) {
      int atLeast;
      synchronized (saved) {
        atLeast = saved.get(0);
      }
      String result = resultOf(reload.current());
      if (result.equals("old") ? atLeast >= 0 : Integer.parseInt(result) < atLeast) {
        stale++;
      }
    }
    return stale;
  }

  private String resultOf(ServedCode code) throws Exception {
    assertInstanceOf(ServedCode.Generation.class, code);
    return in(found).call();
  }
}
