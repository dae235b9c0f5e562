package dev.chirp.internal.selfcontained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class JdkModulesTest {
  private static final String PLAIN = "public class Uses {}";
  private static final String SQL = "public class Uses { java.sql.Connection connection; }";
  private static final String LOGGING = "public class Uses { java.util.logging.Logger logger; }";

  @TempDir private Path folder;
  private final List<Path> jars = new ArrayList<>();
  private BuildJdk jdk;

  @BeforeEach
  void find() {
    Optional<JavaHome> home = JavaHome.atLeast(BuildJdk.RELEASE);
    Assumptions.assumeTrue(home.isPresent(), "no JDK 25 beside the one that runs the tests");
    jdk = new BuildJdk(home.orElseThrow());
  }

  @Test
  void plainClassNeedsOnlyTheBaseModule() throws IOException {
    jar(classes("one", PLAIN));
    assertEquals(List.of("java.base"), modules());
  }

  @Test
  void classWithADatabaseNeedsItsModules() throws IOException {
    jar(classes("one", SQL));
    assertEquals(List.of("java.base", "java.sql"), modules());
  }

  @Test
  void databindNeedsOnlyTheBaseModule() throws IOException {
    jar(classes("one", PLAIN));
    jars.add(
        Path.of(ObjectMapper.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
    assertEquals(List.of("java.base"), modules());
  }

  @Test
  void newestRunnableVersionOfAClassCounts() throws IOException {
    Map<String, byte[]> files = classes("old", PLAIN);
    files.put("META-INF/versions/9/acme/Uses.class", uses("nine", SQL));
    files.put("META-INF/versions/17/acme/Uses.class", uses("newer", LOGGING));
    files.put("META-INF/versions/99/acme/Uses.class", uses("tooNew", SQL));
    jar(files);
    assertEquals(List.of("java.base", "java.logging"), modules());
  }

  @Test
  void firstOfTwoEqualClassesCounts() throws IOException {
    jar(classes("one", LOGGING));
    jar(classes("two", SQL));
    assertEquals(List.of("java.base", "java.logging"), modules());
  }

  @Test
  void modularJarIsTreatedLikeAnyOther() throws IOException {
    Map<String, byte[]> files = classes("one", LOGGING);
    files.put("module-info.class", new byte[] {1, 2, 3}); // would not be readable
    files.put("META-INF/versions/9/module-info.class", new byte[] {1, 2, 3});
    jar(files);
    assertEquals(List.of("java.base", "java.logging"), modules());
  }

  @Test
  void entryNamesCannotLeaveTheFolder() throws IOException {
    Map<String, byte[]> files = classes("one", PLAIN);
    files.put("../../outside.class", files.get("acme/Uses.class"));
    jar(files);
    assertEquals(List.of("java.base"), modules());
    assertFalse(Files.exists(folder.resolve("outside.class")));
  }

  @Test
  void failureShowsTheOutputOfJdeps() throws IOException {
    Map<String, byte[]> files = classes("one", PLAIN);
    jar(files);
    jdk = new ScriptedJdk(folder.resolve("jdk")).command("jdeps", "echo broken; exit 2").jdk();
    assertEquals(
        "'jdeps' ended with status 2:\n  broken",
        assertThrows(ChirpException.class, this::modules).getMessage());
    assertFalse(Files.exists(folder.resolve("work").resolve("classes")));
    jdk = new ScriptedJdk(folder.resolve("jdk")).command("jdeps", "echo 'Not found: x'").jdk();
    assertEquals(
        "'jdeps' printed no modules: Not found: x",
        assertThrows(ChirpException.class, this::modules).getMessage());
  }

  private List<String> modules() throws IOException {
    List<String> modules =
        new JdkModules(jdk, folder.resolve("work").resolve("classes")).of(jars).modules();
    assertFalse(Files.exists(folder.resolve("work").resolve("classes")), "is left behind");
    return modules;
  }

  private void jar(Map<String, byte[]> files) throws IOException {
    jars.add(Sources.jar(folder.resolve(jars.size() + ".jar"), files));
  }

  private byte[] uses(String name, String source) throws IOException {
    return Files.readAllBytes(
        Sources.compile(folder.resolve(name), source).resolve("acme").resolve("Uses.class"));
  }

  private Map<String, byte[]> classes(String name, String source) throws IOException {
    return new HashMap<>(Sources.files(Sources.compile(folder.resolve(name), source)));
  }
}
