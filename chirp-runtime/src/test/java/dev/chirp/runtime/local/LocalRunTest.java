package dev.chirp.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each run is a JVM of its own, in a project of its own, as from a terminal or an IDE. */
@Tag("slow")
class LocalRunTest {

  private static final String LINE = "-----------------------------------\n";

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir private Path project;

  @Test
  void printsTheAnswerToTheFunctionsOwnEvent() throws Exception {
    write("src/test/event/hello.json", "{\"name\": \"own\"}");

    assertEquals(new Run(0, LINE + "{\"name\": \"own\"}\n", "[INFO] hello\n"), run(Hello.class));
  }

  @Test
  void printsTheAnswerToANamedEvent() throws Exception {
    write("src/test/event/hello/other.json", "{\"name\": \"other\"}");

    assertEquals(LINE + "{\"name\": \"other\"}\n", run(Hello.class, "other").out());
  }

  @Test
  void printsTheAnswerToAnEventFile() throws Exception {
    write("elsewhere.json", "{\"name\": \"elsewhere\"}");

    assertEquals(LINE + "{\"name\": \"elsewhere\"}\n", run(Hello.class, "elsewhere.json").out());
  }

  @Test
  void findsTheEventsOfTheClassesOwnProjectFromAnotherFolder() throws Exception {
    write("api/src/test/event/hello.json", "{\"name\": \"own\"}");
    Path classes = project.resolve("api/target/classes");
    String classFile = Hello.class.getName().replace('.', '/') + ".class";
    Path copy = classes.resolve(classFile);
    Files.createDirectories(copy.resolveSibling(""));
    try (InputStream original = Hello.class.getResourceAsStream("/" + classFile)) {
      Files.copy(original, copy);
    }

    assertEquals(
        LINE + "{\"name\": \"own\"}\n",
        runWith(classes + File.pathSeparator + CLASS_PATH, Hello.class).out());
  }

  @Test
  void suggestsAnEventFileNextToTheReader() throws Exception {
    write("hello.json", "{}");

    assertEquals(
        new Run(
            1,
            "",
            """
            Event file 'helo.json' does not exist. Files there: hello.json.
            Try: mkdir -p '.' && echo '{}' > 'helo.json'
            """),
        run(Hello.class, "helo.json"));
  }

  @Test
  void unknownEventListsTheEventsAndFails() throws Exception {
    write("src/test/event/hello/404.json", "{}");

    assertEquals(
        new Run(
            1,
            "",
            """
            Event file 'src/test/event/hello/405.json' does not exist. Events of 'hello': 404.
            Try: mvn chirp:invoke -Dfunction=hello -Devent=404
            """),
        run(Hello.class, "405"));
  }

  @Test
  void refusesANameThatLeavesTheFolder() throws Exception {
    write("src/test/event/hello.json", "{}");

    assertEquals(
        new Run(
            1,
            "",
            """
            Event name '../hello' leads out of 'src/test/event/hello'.
            Try: mvn chirp:invoke -Dfunction=hello
            """),
        run(Hello.class, "../hello"));
  }

  @Test
  void saysWhereAnEventIsNotJsonAndFails() throws Exception {
    write("src/test/event/hello.json", "{\n  oops\n");

    assertEquals(
        new Run(
            1,
            "",
            """
            Event file 'src/test/event/hello.json' cannot be used. The event is not JSON (line 2, column 3).
            Try: jq . 'src/test/event/hello.json'
            """),
        run(Hello.class));
  }

  @Test
  void refusesMoreThanOneEvent() throws Exception {
    assertEquals(
        new Run(
            1,
            "",
            """
            One event at a time, not 2: 400 404.
            Try: mvn chirp:invoke -Dfunction=hello -Devent=400
            """),
        run(Hello.class, "400", "404"));
  }

  @Test
  void showsAFailureOfTheHandlerWithoutFramesOfChirp() throws Exception {
    write("src/test/event/failing.json", "{}");

    Run run = run(Failing.class);

    assertEquals(1, run.status());
    assertEquals("", run.out());
    List<String> lines = run.err().lines().toList();
    assertEquals(
        "Handler " + Failing.class.getName() + " failed: java.io.IOException: the disk is full",
        lines.get(0));
    assertTrue(lines.get(1).contains("LocalRunTest$Failing.handleRequest"), run.err());
    assertEquals(2, lines.size(), run.err());
  }

  @Test
  void showsNoFramesOfChirpInSuppressedFailuresEither() throws Exception {
    write("src/test/event/suppressing.json", "{}");

    Run run = run(Suppressing.class);

    assertEquals(1, run.status());
    assertTrue(run.err().contains("Suppressed: java.lang.IllegalStateException: close"), run.err());
    assertFalse(run.err().contains("LocalInvoker"), run.err());
    assertFalse(run.err().contains("LocalRun."), run.err());
  }

  @Test
  void outputIsUtf8OnAnyTerminal() throws Exception {
    write("src/test/event/hello.json", "{\"name\": \"Jürgen 😀\"}");
    write("src/test/event/loud.json", "{}");

    assertEquals(LINE + "{\"name\": \"Jürgen 😀\"}\n", run(Hello.class).out());
    assertTrue(run(Loud.class).err().startsWith("grüßt\nHandler "), run(Loud.class).err());
    assertTrue(run(Loud.class).err().contains("Exception: zu spät\n"), run(Loud.class).err());
  }

  private Run run(Class<?> main, String... args) throws IOException, InterruptedException {
    return runWith(CLASS_PATH, main, args);
  }

  private Run runWith(String classPath, Class<?> main, String... args)
      throws IOException, InterruptedException {
    Path out = project.resolve("out.txt");
    Path err = project.resolve("err.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Run(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file).replace(System.lineSeparator(), "\n").replace('\\', '/');
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private record Run(int status, String out, String err) {}

  public static final class Hello implements RequestStreamHandler {
    public static void main(String[] args) {
      LocalInvoker.run(Hello.class, args);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      context.getLogger().log("[INFO] " + context.getFunctionName());
      event.transferTo(answer);
    }
  }

  public static final class Failing implements RequestStreamHandler {
    public static void main(String[] args) {
      LocalInvoker.run(Failing.class, args);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      throw new IOException("the disk is full");
    }
  }

  public static final class Suppressing implements RequestStreamHandler {
    public static void main(String[] args) {
      LocalInvoker.run(Suppressing.class, args);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      IOException failure = new IOException("the disk is full");
      failure.addSuppressed(new IllegalStateException("close", failure));
      throw failure;
    }
  }

  public static final class Loud implements RequestStreamHandler {
    public static void main(String[] args) {
      LocalInvoker.run(Loud.class, args);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      context.getLogger().log("grüßt");
      throw new IOException("zu spät");
    }
  }
}
