package dev.chirp.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import acme.Greet;
import com.amazonaws.services.lambda.runtime.Context;
import dev.chirp.runtime.local.LocalResult;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The tests of a project whose aws-lambda-java-core is older than Chirp's. */
class OlderCoreTest {

  /** Not found by its name: the test runs it, in a class loader of its own. */
  @ChirpTest
  static final class Greets {
    private final Greet function = new Greet("Good morning");

    @Test
    void greets(Functions functions) {
      LocalResult result = functions.invoke("greet", "{}");
      assertFalse(result.isFunctionError(), function::toString);
    }
  }

  /** JUnit's report about that test. */
  public static final class Run {
    private Run() {}

    public static String failure() {
      Events tests =
          EngineTestKit.engine("junit-jupiter")
              .selectors(selectClass(Greets.class))
              .execute()
              .testEvents();
      if (tests.started().count() != 1) {
        return "not run";
      }
      return tests.failed().stream()
          .map(event -> event.getRequiredPayload(TestExecutionResult.class))
          .map(result -> result.getThrowable().orElseThrow().getMessage())
          .findFirst()
          .orElse("none");
    }
  }

  @Test
  void olderCoreIsNamed(@TempDir Path folder) throws Exception {
    Path old = olderCore(folder.resolve("aws-lambda-java-core-1.2.1.jar"));
    assertEquals(
        "chirp-runtime needs aws-lambda-java-core 1.2.3 or newer, but the tests have %s.\n"
                .formatted(old.toUri().toURL())
            + "Try: mvn versions:use-latest-releases -Dincludes=com.amazonaws:aws-lambda-java-core",
        failure(old));
  }

  @Test
  void testsRunWithChirpsOwnCore() throws Exception {
    assertEquals("none", failure(core()));
  }

  private static String failure(Path core) throws Exception {
    List<URL> urls = new ArrayList<>(List.of(core.toUri().toURL()));
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!Path.of(path).equals(core())) {
        urls.add(Path.of(path).toUri().toURL());
      }
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      return (String) loader.loadClass(Run.class.getName()).getMethod("failure").invoke(null);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static Path core() throws URISyntaxException {
    return Path.of(Context.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Chirp's core without what its first versions did not have. */
  private static Path olderCore(Path jar) throws IOException, URISyntaxException {
    try (ZipFile newer = new ZipFile(core().toFile());
        ZipOutputStream older = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (ZipEntry entry :
          (Iterable<ZipEntry>) newer.stream().map(ZipEntry.class::cast)::iterator) {
        if (!entry.isDirectory() && !entry.getName().contains("/logging/")) {
          older.putNextEntry(new ZipEntry(entry.getName()));
          newer.getInputStream(entry).transferTo(older);
          older.closeEntry();
        }
      }
    }
    return jar;
  }
}
