package dev.chirp.internal.selfcontained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.loop.RuntimeLoop;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.pack.Library;
import dev.chirp.internal.pack.Packager;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.internal.process.FunctionProcess;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.Sources;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One package, built and started for real. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class SelfContainedTest {
  private static final String CANARY = "canary-7f3a91";

  private static final String GREET =
      """
      public class Greet implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {
        public void handleRequest(
            java.io.InputStream in, java.io.OutputStream out, com.amazonaws.services.lambda.runtime.Context context)
            throws java.io.IOException {
          String event = new String(in.readAllBytes());
          System.out.println("environment " + new java.util.TreeSet<>(System.getenv().keySet()));
          out.write(("\\"" + Word.word() + "\\"").getBytes());
        }
      }
      """;

  /** The adapters of the last two methods have the same hash in Java 25's cache (JDK-8364929). */
  private static final String WORD =
      """
      public class Word {
        static String word() { return "%s"; }
        static void one(
            Object a, Object b, Object c, Object d, Object e, Object f, Object g,
            int h, int i, int j, Object k, Object l, Object m) {}
        static void two(
            Object a, Object b, Object c, Object d, Object e, Object f,
            int g, int h, Object i, Object j, Object k, Object l) {}
      }
      """;

  private static final String BINDS =
      """
      public class Binds extends dev.chirp.runtime.ApiFunction {
        public record Chirp(String text, int likes) {}
        public static class Answer {
          private final String loud;
          Answer(String loud) { this.loud = loud; }
          public String getLoud() { return loud; }
        }
        @Override
        protected Object handle(dev.chirp.runtime.ApiRequest request) {
          Chirp chirp = request.body(Chirp.class);
          return new Answer(chirp.text().toUpperCase() + chirp.likes());
        }
      }
      """;

  private static final String BOUND =
      """
      public class Bound implements com.amazonaws.services.lambda.runtime.RequestHandler<java.util.Map<String, Object>, Object> {
        public Object handleRequest(
            java.util.Map<String, Object> event, com.amazonaws.services.lambda.runtime.Context context) {
          return java.util.Map.of("keys", event.keySet(), "answer", new int[] {42});
        }
      }
      """;

  private static final String COUNTED =
      """
      public class Counted implements com.amazonaws.services.lambda.runtime.RequestHandler<Counted.Order, Counted.Order> {
        public record Order(String item, int count, java.util.List<Order> parts) {}
        public Order handleRequest(Order order, com.amazonaws.services.lambda.runtime.Context context) {
          return new Order(order.item(), order.count() + 1, order.parts());
        }
        public static int parts(Order order) { return order.parts().size(); }
      }
      """;

  private static final String BROKEN =
      """
      public class Broken extends Greet {
        public Broken() { throw new IllegalStateException("no table"); }
      }
      """;

  private static final String SAVE =
      """
      public class Save extends Greet {
        @Override
        public void handleRequest(
            java.io.InputStream in, java.io.OutputStream out, com.amazonaws.services.lambda.runtime.Context context) {
          System.out.println("was invoked");
        }
      }
      """;

  private static final String CHIRP =
      "{\"body-json\": {\"text\": \"hello\", \"likes\": 3}, \"params\": {}, \"context\": {\"http-method\": \"POST\"}}";

  private static final String ORDER =
      "{\"item\": \"tea\", \"count\": 6, \"parts\": [{\"item\": \"bag\", \"count\": 1}]}";

  @TempDir private static Path folder;
  private static final RecordedProgress SAID = new RecordedProgress();
  private static Path root;
  private static Path zip;
  private static CodePackage code;

  @TempDir private Path own;

  @BeforeAll
  static void make() throws IOException {
    Optional<JavaHome> home = JavaHome.atLeast(BuildJdk.RELEASE);
    Assumptions.assumeTrue(home.isPresent(), "no JDK 25 beside the one that runs the tests");
    root = folder.resolve("two words").resolve("self-contained");
    zip = folder.resolve("two words").resolve("api.zip");
    compile("old");
    code = make(home.orElseThrow());
  }

  private static CodePackage make(JavaHome home) throws IOException {
    Path event = Files.writeString(folder.resolve("greet.json"), "{}");
    Map<String, Path> warmUp = Map.of("warm-up/acme.Greet/Greet.json", event);
    Packager packager =
        new Packager(
            folder.resolve("classes"),
            warmUp,
            libraries(),
            LambdaRuntime.selfContained(home.release()),
            Set.of(),
            SAID);
    return new SelfContained(
            new BuildJdk(home),
            root,
            trainees(),
            warmUp,
            Set.of(),
            () -> AwsEnvironment.of(Map.of("SECRET", CANARY), () -> {}),
            SAID)
        .make(packager::layOut, made -> packager.writeTo(zip, made));
  }

  private static Path compile(String word) throws IOException {
    return Sources.compile(
        folder, GREET, WORD.formatted(word), BINDS, BOUND, COUNTED, BROKEN, SAVE);
  }

  private static List<Trainee> trainees() {
    return List.of(
        trainee("Greet", "{}", "{\"other\": true}"),
        trainee("Binds", CHIRP),
        trainee("Bound", "{\"a\": 1}"),
        trainee("Counted", ORDER),
        new Trainee(
            "parts", "acme.Counted::parts", List.of(ORDER.getBytes(StandardCharsets.UTF_8))),
        trainee("Broken", "{}"),
        trainee("Save"));
  }

  private static Trainee trainee(String name, String... events) {
    return new Trainee(
        name,
        "acme." + name + "::handleRequest",
        Arrays.stream(events).map(event -> event.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** Returns the class path of a project with these functions, and what Chirp adds. */
  private static List<Library> libraries() {
    List<Library> libraries = new ArrayList<>();
    libraries.add(new Library("chirp-loop.jar", placeOf(RuntimeLoop.class), false));
    libraries.add(new Library("chirp-runtime.jar", placeOf(ApiFunction.class), false));
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = Path.of(element).getFileName().toString();
      if (name.matches("(jackson-|aws-lambda-java-(core|serialization)).*jar")) {
        libraries.add(new Library(name, Path.of(element), false));
      }
    }
    return libraries;
  }

  private static Path placeOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  @Test
  void folderHasOnlyItsOwnFiles() throws IOException {
    try (Stream<Path> found = Files.list(root)) {
      assertEquals(
          Set.of("bootstrap", "chirp.aot", "chirp.sums", "classes.jar", "jre", "lib", "warm-up"),
          Set.copyOf(found.map(path -> path.getFileName().toString()).toList()));
    }
    assertTrue(Files.isExecutable(root.resolve("bootstrap")));
    assertTrue(Files.isExecutable(root.resolve("jre/bin/java")));
    assertFalse(Files.exists(root.resolveSibling("self-contained.classes")));
    assertFalse(Files.exists(root.resolveSibling("self-contained.log")));
    String sums = Files.readString(root.resolve("chirp.sums"));
    assertTrue(
        sums.lines()
            .allMatch(
                line ->
                    line.startsWith("jvm 25") || line.matches("[0-9a-f]+ \\d+ [0-9a-f]{64} \\S+")),
        sums);
    assertTrue(sums.contains(" classes.jar\n") && sums.contains(" chirp.aot\n"), sums);
    assertEquals(zip, code.file());
  }

  @Test
  void typedHandlersNeedOnlyTheBaseModule() {
    assertTrue(
        SAID.said().stream()
            .anyMatch(line -> line.matches("Runtime image of Java \\d+ with java.base")),
        SAID.said()::toString);
  }

  @Test
  void warmUpEventsAreInTheFolderAndNotAmongTheClasses() throws IOException {
    Map<String, byte[]> files = Sources.files(root.resolve("warm-up"));
    assertEquals(Set.of("acme.Greet/Greet.json"), files.keySet());
    try (ZipFile classes = new ZipFile(root.resolve("classes.jar").toFile())) {
      assertTrue(classes.stream().noneMatch(entry -> entry.getName().startsWith("warm-up")));
    }
    assertEquals("{}", new String(files.get("acme.Greet/Greet.json"), StandardCharsets.UTF_8));
  }

  @Test
  void brokenFunctionIsNamedAndTheOthersTrain() {
    assertEquals(
        List.of(
            "Function 'Broken' failed during the training of the AOT cache, so it will start slower; -X shows its output."),
        SAID.warnings().stream().filter(line -> line.startsWith("Function")).toList());
    assertTrue(
        SAID.details().stream().anyMatch(line -> line.contains("no table")),
        SAID.details()::toString);
    assertFalse(
        SAID.details().contains("was invoked"), "invoked a function that is not marked as safe");
  }

  @Test
  void trainingHidesTheDevelopersEnvironment() {
    List<String> environments =
        SAID.details().stream().filter(line -> line.startsWith("environment ")).distinct().toList();
    assertFalse(environments.isEmpty());
    environments.forEach(
        line -> {
          assertTrue(line.contains("SECRET"), line);
          Set<String> mine = new java.util.TreeSet<>(System.getenv().keySet());
          mine.removeAll(Set.of("PATH", "LANG", "TZ", "PWD", "OLDPWD", "JAVA_TOOL_OPTIONS"));
          mine.removeIf(
              name -> !line.matches(".*[\\[ ]" + java.util.regex.Pattern.quote(name) + "[,\\]].*"));
          mine.removeIf(name -> name.startsWith("AWS_LAMBDA_") || name.equals("_"));
          assertEquals(Set.of(), mine, line);
        });
  }

  /** The values of environment variables during training are not in any file. */
  @Test
  void noEnvironmentValueIsStored() throws IOException {
    for (Path kept : List.of(root, root.resolveSibling("self-contained.key"), zip)) {
      for (Map.Entry<String, byte[]> file :
          Files.isDirectory(kept)
              ? Sources.files(kept).entrySet()
              : Map.of(kept.toString(), Files.readAllBytes(kept)).entrySet()) {
        assertFalse(holds(file.getValue(), CANARY.getBytes(StandardCharsets.UTF_8)), file.getKey());
        assertFalse(
            holds(file.getValue(), CANARY.getBytes(StandardCharsets.UTF_16LE)), file.getKey());
      }
    }
    assertFalse(SAID.details().toString().contains(CANARY));
  }

  private static boolean holds(byte[] bytes, byte[] part) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  @Test
  void movedPackageRunsEachFunction() throws IOException {
    Path copy = copy();
    assertEquals("\"old\"", invoke(copy, "Greet", "{}").payload());
    assertEquals(
        "{\"data\": {\"loud\": \"HELLO3\"}, \"code\": 200, \"notes\": null}",
        invoke(copy, "Binds", CHIRP).payload());
    InvocationResult bound = invoke(copy, "Bound", "{\"a\": 1}");
    assertTrue(
        Set.of("{\"keys\":[\"a\"],\"answer\":[42]}", "{\"answer\":[42],\"keys\":[\"a\"]}")
            .contains(bound.payload()),
        bound::payload);
    assertEquals(
        "{\"item\":\"tea\",\"count\":7,\"parts\":[{\"item\":\"bag\",\"count\":1}]}",
        invoke(copy, "Counted", ORDER).payload());
    assertEquals("1", invoke(copy, "Counted::parts", ORDER).payload());
    InvocationResult broken = invoke(copy, "Broken", "{}");
    assertTrue(broken.failed() && broken.payload().contains("no table"), broken::payload);
  }

  /**
   * A JVM up to 25.0.3 does not check the jars (JDK-8377932), and would run the old class, as the
   * next test shows.
   */
  @Test
  void rebuiltJarWithAnOldCacheIsRefused() throws IOException {
    Path copy = copy();
    rebuild(copy);
    InvocationResult refused = invoke(copy, "Greet", "{}");
    assertTrue(refused.failed(), refused::payload);
    assertEquals(
        "{\"errorMessage\":\"This package is not whole: 'classes.jar' is not the one that it was packaged with. With an AOT cache of other jars the JVM may run old classes, so nothing is run. Try: mvn chirp:deploy\"}",
        refused.payload().replaceAll(",\"stackTrace\":\\[.*?]", ""));
  }

  /** The reason for the checksums. A JVM without the bug ignores the cache or refuses it. */
  @Test
  void jvmMayRunTheOldClassWithoutTheSums() throws IOException {
    Path copy = copy();
    rebuild(copy);
    Files.delete(copy.resolve("chirp.sums"));
    Path bootstrap = copy.resolve("bootstrap");
    String careless = Files.readString(bootstrap).replace("-Dchirp.sums=required ", "");
    Files.writeString(bootstrap, careless);
    InvocationResult outcome = invoke(copy, "Greet", "{}");
    assertTrue(Set.of("\"old\"", "\"new\"").contains(outcome.payload()), outcome::payload);
    System.out.println(
        "A rebuilt jar beside an old cache ran the class that is " + outcome.payload());
  }

  @Test
  void packageWithoutSumsIsRefused() throws IOException {
    Path copy = copy();
    Files.delete(copy.resolve("chirp.sums"));
    InvocationResult refused = invoke(copy, "Greet", "{}");
    assertTrue(refused.payload().contains("'chirp.sums' is missing"), refused::payload);
  }

  @Test
  void packageWithoutCacheIsRefused() throws IOException {
    Path copy = copy();
    Files.delete(copy.resolve("chirp.aot"));
    InvocationResult refused = invoke(copy, "Greet", "{}");
    assertTrue(
        refused.payload().contains("'chirp.aot' is not the one that it was packaged with"),
        refused::payload);
  }

  @Test
  void startLoadsAllOfChirpsClassesFromTheCache() throws IOException {
    List<String> lines = new ArrayList<>();
    InvocationResult outcome =
        invoke(copy(), "Greet", "{}", Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load"), lines);
    assertEquals("\"old\"", outcome.payload());
    assertTrue(lines.stream().anyMatch(line -> line.contains("shared objects file")));
    assertEquals(
        List.of(),
        lines.stream()
            .filter(line -> line.contains("[class,load]") && line.contains("source: file:"))
            .toList());
  }

  @Test
  void jvmLogsNothingAtStart() throws IOException {
    List<String> lines = new ArrayList<>();
    assertEquals("\"old\"", invoke(copy(), "Greet", "{}", Map.of(), lines).payload());
    assertEquals(List.of(), lines.stream().filter(line -> line.startsWith("[")).toList());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("environment ")), lines::toString);
  }

  private void rebuild(Path copy) throws IOException {
    Path classes =
        Sources.compile(
            own.resolve("rebuilt"),
            GREET,
            WORD.formatted("new"),
            BINDS,
            BOUND,
            COUNTED,
            BROKEN,
            SAVE);
    Sources.jar(copy.resolve("classes.jar"), Sources.files(classes));
  }

  private Path copy() throws IOException {
    Path copy = own.resolve("task root");
    DirectoryTree.delete(copy);
    try (Stream<Path> found = Files.walk(root)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        Files.copy(
            path,
            copy.resolve(root.relativize(path).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private InvocationResult invoke(Path taskRoot, String function, String event) {
    return invoke(taskRoot, function, event, Map.of(), new ArrayList<>());
  }

  private InvocationResult invoke(
      Path taskRoot,
      String function,
      String event,
      Map<String, String> variables,
      List<String> lines) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function);
    environment.put(
        "_HANDLER", "acme." + function + (function.contains("::") ? "" : "::handleRequest"));
    Launch launch =
        new Launch(
            List.of(taskRoot.resolve("bootstrap").toString()),
            taskRoot,
            environment,
            Duration.ofSeconds(60),
            "");
    try (FunctionProcess process = FunctionProcess.start(launch, own.resolve("log"))) {
      return process.invoke(
          new InvocationEvent(UUID.randomUUID().toString(), "arn:" + function, event),
          new Kept(lines));
    }
  }

  private record Kept(List<String> lines) implements FunctionProcess.Listener {
    @Override
    public void initializing() {}

    @Override
    public void started() {}

    @Override
    public void wrote(List<String> more) {
      lines.addAll(more);
    }
  }
}
