package dev.chirp.internal.serve.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.testkit.TestTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project whose POM is the list of its modules. Each has a text, which the build copies. */
class PomReloadTest {
  @TempDir Path folder;
  private final AtomicInteger readings = new AtomicInteger();
  private volatile List<Path> found = List.of();
  private final Map<String, Path> newest = new ConcurrentHashMap<>();
  private volatile SourceProject.Reader reader = this::read;
  private final TestTime time = new TestTime();
  private PomReload reload;

  @BeforeEach
  void start() throws Exception {
    write("pom.xml", "api");
    write("api/src/text", "one");
    write("other/src/text", "other");
    reload =
        new PomReload(
            read(),
            () -> reader.read(),
            Files.createDirectory(folder.resolve("generations")),
            time);
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private SourceProject read() {
    readings.incrementAndGet();
    try {
      Path pom = folder.resolve("pom.xml");
      List<SourceModule> modules = new ArrayList<>();
      for (String name : Files.readString(pom).split(" ", -1)) {
        if (!Files.exists(folder.resolve(name))) {
          throw ChirpException.project("There is no module '%s'.".formatted(name));
        }
        modules.add(module(name));
      }
      return new SourceProject(
          modules, List.of(), List.of(pom), ServedCode.ApiSettings.NONE, Instant.MAX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SourceModule module(String name) throws IOException {
    Path classes = folder.resolve(name).resolve("target/classes");
    Files.createDirectories(classes);
    Path text = folder.resolve(name).resolve("src/text");
    Files.writeString(classes.resolve("text"), Files.readString(text));
    return new SourceModule(
        name,
        List.of(text),
        classes,
        List.of(),
        List.of(),
        (classPath, target) -> Files.copy(text, target.resolve("text")),
        classPath -> {
          found = classPath;
          newest.put(name, classPath.get(0));
          return List.of();
        });
  }

  private String text() throws Exception {
    assertInstanceOf(ServedCode.Generation.class, reload.current());
    return Files.readString(found.get(0).resolve("text"));
  }

  private String errors() throws InterruptedException {
    return assertInstanceOf(ServedCode.CompileErrors.class, reload.current()).errors();
  }

  @Test
  void editOfASourceDoesNotReadTheProject() throws Exception {
    assertEquals("one", text());
    write("api/src/text", "two");
    assertEquals("two", text());
    assertEquals(1, readings.get());
  }

  @Test
  void changedPomIsReadBeforeTheNextAnswer() throws Exception {
    long before = reload.current().number();
    write("pom.xml", "other");
    assertEquals("other", text());
    assertTrue(reload.current().number() > before);
    write("other/src/text", "edited");
    assertEquals("edited", text());
    assertEquals(2, readings.get());
  }

  @Test
  void savedPomWithTheSameContentIsNotRead() throws Exception {
    write("pom.xml", "api");
    assertEquals("one", text());
    assertEquals(1, readings.get());
  }

  @Test
  void pomThatCannotBeReadIsAnErrorUntilItCan() throws Exception {
    long before = reload.current().number();
    write("pom.xml", "missing");
    assertEquals("There is no module 'missing'.", errors());
    long broken = reload.current().number();
    assertTrue(broken > before);
    write("api/src/text", "two");
    assertEquals("There is no module 'missing'.", errors());
    write("pom.xml", "api");
    assertEquals("two", text());
    assertTrue(reload.current().number() > broken);
    assertEquals(3, readings.get());
    Files.delete(folder.resolve("pom.xml"));
    assertThrows(UncheckedIOException.class, reload::current);
    write("pom.xml", "other");
    assertEquals("other", text());
  }

  /** A missing module may come back without a change of the POM. */
  @Test
  void failedReadingIsRepeatedAfterSomeSeconds() throws Exception {
    write("pom.xml", "late");
    assertEquals("There is no module 'late'.", errors());
    write("late/src/text", "here");
    assertEquals("There is no module 'late'.", errors());
    assertEquals(2, readings.get());
    time.pass(Duration.ofSeconds(5));
    assertEquals("here", text());
  }

  /** As the key {@code r} requests it. */
  @Test
  void rebuildRepeatsAFailedReadingAtOnce() throws Exception {
    write("pom.xml", "late");
    assertEquals("There is no module 'late'.", errors());
    write("late/src/text", "here");
    reload.rebuild();
    assertEquals("here", text());
    assertEquals(3, readings.get());
  }

  @Test
  void sameErrorsKeepTheirNumber() throws Exception {
    write("pom.xml", "missing");
    long number = reload.current().number();
    time.pass(Duration.ofSeconds(5));
    assertEquals(number, reload.current().number());
    write("pom.xml", "missing ");
    assertEquals(number, reload.current().number());
    assertEquals(4, readings.get());
  }

  @Test
  void projectWithoutSourcesIsAnErrorUntilItIsUndone() throws Exception {
    reader =
        () ->
            new SourceProject(
                List.of(), List.of(), List.of(), ServedCode.ApiSettings.NONE, Instant.MAX);
    write("pom.xml", "none");
    assertTrue(errors().startsWith("No module has functions"));
    write("pom.xml", "api");
    assertEquals("one", text());
  }

  @Test
  void editDuringTheReadingIsBuilt() throws Exception {
    reader =
        () -> {
          SourceProject project = read();
          save("api/src/text", "edited");
          return project;
        };
    write("pom.xml", "api other");
    text();
    assertEquals(
        "edited", Files.readString(Objects.requireNonNull(newest.get("api")).resolve("text")));
  }

  @Test
  void moduleThatOnlyMavenBuildsHasTheProjectRead() throws Exception {
    reader = () -> byMaven(read());
    write("pom.xml", "other");
    assertEquals("other", text());
    write("other/src/text", "edited");
    assertEquals("edited", text());
    assertEquals(3, readings.get());
  }

  private static SourceProject byMaven(SourceProject project) {
    return new SourceProject(
        project.modules().stream()
            .map(
                module ->
                    new SourceModule(
                        module.name(),
                        module.inputs(),
                        module.classes(),
                        module.compileClassPath(),
                        module.runtimeClassPath(),
                        SourceModule.Builder.NEEDS_MAVEN,
                        module.finder()))
            .toList(),
        project.fixed(),
        project.poms(),
        project.api(),
        project.begun());
  }

  /** A build that writes into its own sources each time. */
  @Test
  void endlessChangesAreAnError() throws Exception {
    reader =
        () -> {
          SourceProject project = byMaven(read());
          save("api/src/text", "edit " + readings.get());
          return project;
        };
    write("pom.xml", "api other");
    assertEquals("Files have been changing during 4 builds by Maven.", errors());
    reader = this::read;
    write("pom.xml", "other");
    assertEquals("other", text());
  }

  @Test
  void pomSavedDuringTheStartIsReadAgain() throws Exception {
    SourceProject project = read();
    reload =
        new PomReload(
            new SourceProject(
                project.modules(), project.fixed(), project.poms(), project.api(), Instant.EPOCH),
            () -> reader.read(),
            Files.createDirectory(folder.resolve("others")),
            time);
    readings.set(0);
    assertEquals("one", text());
    assertEquals(1, readings.get());
  }

  @Test
  void changeDuringTheReadingIsReadToo() throws Exception {
    reader =
        () -> {
          SourceProject project = read();
          reader = this::read;
          save("pom.xml", "other");
          return project;
        };
    write("pom.xml", "api other");
    assertEquals("other", text());
    assertEquals(3, readings.get());
  }

  private void save(String path, String text) {
    try {
      write(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void earlierCodeKeepsItsClassesUntilItEnded() throws Exception {
    text();
    Path before = found.get(0);
    long number = reload.current().number();
    write("pom.xml", "other");
    assertEquals("other", text());
    assertEquals("one", Files.readString(before.resolve("text")));
    reload.ended(number - 1);
    assertTrue(Files.exists(before));
    reload.ended(number);
    assertFalse(Files.exists(before));
    assertEquals("other", text());
    try (Stream<Path> folders = Files.list(folder.resolve("generations"))) {
      assertEquals(1, folders.count());
    }
  }

  @Test
  void rebuildBuildsTheNewestProject() throws Exception {
    write("pom.xml", "other");
    long number = reload.current().number();
    reload.rebuild();
    assertEquals(number + 1, reload.current().number());
  }
}
