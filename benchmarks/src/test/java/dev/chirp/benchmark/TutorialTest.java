package dev.chirp.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs each command of docs/guide/tutorial.md, the commands of other pages that need no account,
 * and each console block. They must print each output that the pages show.
 */
@Tag("slow")
class TutorialTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path REPOSITORY = ROOT.resolve("chirp-maven-plugin/target/it-repo");

  /** Language and text; commands have the language {@code sh}, outputs none. */
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

  /** The files and folders with console blocks. */
  private static final List<String> CONSOLE_PAGES =
      List.of("README.md", "docs/guide", "docs/evidence");

  /** A part of each console block that does not run here, and the reason. */
  private static final Map<String, String> NOT_RUN =
      Map.of(
          "# and meanwhile elsewhere:", "a second person has to delete a function meanwhile",
          "mvn chirp:serve", "it serves until Ctrl-C; the plugin's own projects test it");

  /** A function that a console block lists. */
  private static final Pattern FUNCTION = Pattern.compile("\\[INFO] chirp_(\\w+) +created.*");

  private static final int MINUTES = 15;

  /**
   * The repository that the plugin's own tests have staged, and the versions of the build: as a
   * user's machine, but nothing has to be installed.
   */
  private static final String PREAMBLE =
      """
      set -euo pipefail -m
      endJobs() {
        for job in $(jobs -p); do
          kill -- "-$job"
          wait "$job" || true
          for i in {1..100}; do kill -0 -- "-$job" 2>/dev/null || break; sleep 0.1; done
        done
      }
      trap endJobs EXIT
      mvn() {
        command mvn -B -s '%s' -Dmaven.repo.local='%s' -Dchirp.sandboxPort=0 \\
            "${@/#archetype:generate/org.apache.maven.plugins:maven-archetype-plugin:%s:generate}"
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void stageTheArchetype() throws IOException {
    String version = System.getProperty("chirpVersion");
    Path staged = REPOSITORY.resolve("dev/chirp/chirp-archetype").resolve(version);
    String name = "chirp-archetype-" + version;
    Files.createDirectories(staged);
    copy("chirp-archetype/target/" + name + ".jar", staged.resolve(name + ".jar"));
    copy("chirp-archetype/pom.xml", staged.resolve(name + ".pom"));
  }

  private static void copy(String from, Path to) throws IOException {
    Files.copy(ROOT.resolve(from), to, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void everyCommandRunsAndEveryOutputAppears() throws Exception {
    String tutorial = page("docs/guide/tutorial.md");
    List<String> commands = blocks("sh", tutorial);
    assertTrue(
        commands.size() > 8 && !blocks("", tutorial).isEmpty(),
        "the tutorial has lost its commands");

    List<String> local = localCommands(lines(commands));
    assertTrue(local.contains("mvn chirp:package"), local::toString);

    List<ConsoleBlock> consoles = consoles();
    writeFunctionsOf(consoles);

    String printed =
        printedBy(
            String.join("\n", commands) + String.join("\n", local) + "\n" + scriptOf(consoles));

    for (String line : blocks("", tutorial).stream().flatMap(String::lines).toList()) {
      assertTrue(
          asPattern(line).matcher(printed).find(), () -> "not printed: " + line + "\n" + printed);
    }
    assertTrue(printed.contains("unchanged"), () -> "no second run: " + printed);
    for (int i = 0; i < consoles.size(); i++) {
      String output = printed.substring(printed.indexOf("\n" + heading(i) + "\n"));
      assertEquals(
          Optional.empty(), consoles.get(i).missingIn(output), consoles.get(i).page() + output);
    }
  }

  private static List<ConsoleBlock> consoles() throws IOException {
    List<ConsoleBlock> blocks = new ArrayList<>();
    for (String each : CONSOLE_PAGES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(each))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
          String page = ROOT.relativize(file).toString();
          blocks.addAll(ConsoleBlock.of(page, page(page)));
        }
      }
    }
    blocks.removeIf(block -> NOT_RUN.keySet().stream().anyMatch(block.script()::contains));
    assertTrue(blocks.size() >= 2, () -> "the console blocks are missing: " + blocks);
    return blocks;
  }

  /** The README's class, and one class for each other function that the blocks list. */
  private void writeFunctionsOf(List<ConsoleBlock> blocks) throws IOException {
    Path sources = Files.createDirectory(folder.resolve("api"));
    Files.writeString(
        sources.resolve("ServerStatus.java"),
        """
        package com.acme.api;

        import dev.chirp.runtime.ApiFunction;
        import dev.chirp.runtime.ApiRequest;
        import java.util.Map;

        """
            + blocks("java", page("README.md")).get(0));
    for (ConsoleBlock block : blocks) {
      for (String line : block.output()) {
        Matcher function = FUNCTION.matcher(line);
        if (function.matches() && !function.group(1).equals("server_status")) {
          writeFunction(sources, function.group(1));
        }
      }
    }
  }

  private static void writeFunction(Path sources, String name) throws IOException {
    StringBuilder type = new StringBuilder();
    for (String word : name.split("_", -1)) {
      type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    Files.writeString(
        sources.resolve(type + ".java"),
        """
        package com.acme.api;

        public class %s extends dev.chirp.runtime.ApiFunction {
          @Override
          protected Object handle(dev.chirp.runtime.ApiRequest request) {
            return "";
          }
        }
        """
            .formatted(type));
  }

  /** Runs the blocks in a copy of the generated project, with the functions that they list. */
  private static String scriptOf(List<ConsoleBlock> blocks) {
    StringBuilder script =
        new StringBuilder(
            """
            mkdir ../console
            cp -r .mvn pom.xml src ../console
            cd ../console
            rm -r src/main/java src/test/java
            mkdir -p src/main/java/com/acme
            mv ../api src/main/java/com/acme
            """);
    for (int i = 0; i < blocks.size(); i++) {
      script.append("echo '%s'\n%sendJobs\n".formatted(heading(i), blocks.get(i).script()));
    }
    return script.toString();
  }

  private static String heading(int block) {
    return "=== console block " + block;
  }

  @Test
  void tutorialHasEachCommandOfTheReadme() throws IOException {
    List<String> readme = new ArrayList<>(lines(blocks("sh", page("README.md"))));
    readme.removeIf(line -> line.matches("mvn (-q -Pquick install .*|verify)"));
    readme.removeAll(lines(blocks("sh", page("docs/guide/tutorial.md"))));
    assertEquals(List.of(), readme);
  }

  /** Runs that need neither an account nor the newest JDK, for a project of the archetype. */
  private static List<String> localCommands(List<String> typed) throws IOException {
    List<String> local = new ArrayList<>();
    for (String name :
        List.of(
            "chirp-archetype/src/main/resources/archetype-resources/README.md",
            "docs/guide/local-runs.md",
            "docs/guide/packaging.md",
            "docs/guide/sandbox.md")) {
      lines(blocks("sh", page(name))).stream()
          .filter(line -> line.matches("mvn .*(chirp:(invoke|list|package)|-Dchirp.sandbox).*"))
          .filter(line -> !line.contains("self-contained") && !typed.contains(line))
          .forEach(local::add);
    }
    return local;
  }

  private static String page(String name) throws IOException {
    return Files.readString(ROOT.resolve(name));
  }

  /** One command each. */
  private static List<String> lines(List<String> blocks) {
    return blocks.stream()
        .flatMap(block -> block.replaceAll("\\\\\n *", "").lines())
        .map(String::strip)
        .toList();
  }

  private String printedBy(String commands) throws IOException, InterruptedException {
    Path script = folder.resolve("tutorial.sh");
    Path output = folder.resolve("output");
    Files.writeString(
        script,
        PREAMBLE.formatted(settings(), REPOSITORY, System.getProperty("archetypePluginVersion"))
            + commands);
    Process bash =
        new ProcessBuilder("bash", "-x", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(
          bash.waitFor(MINUTES, TimeUnit.MINUTES),
          () -> "the tutorial takes too long:\n" + printedTo(output));
    } finally {
      bash.descendants().forEach(ProcessHandle::destroyForcibly);
      bash.destroyForcibly();
    }
    String printed = Files.readString(output);
    assertEquals(0, bash.exitValue(), printed);
    return printed;
  }

  private static String printedTo(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path settings() throws IOException {
    String template = Files.readString(ROOT.resolve("chirp-maven-plugin/src/it/settings.xml"));
    String local = Path.of(System.getProperty("localRepository")).toUri().toString();
    return Files.writeString(
        folder.resolve("settings.xml"), template.replace("@localRepositoryUrl@", local));
  }

  private static List<String> blocks(String language, String document) {
    return BLOCK
        .matcher(document)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** A line as the document shows it: {@code …} is left out, and times differ. */
  private static Pattern asPattern(String line) {
    StringBuilder pattern = new StringBuilder();
    for (String part : line.split("…|\\d{10}", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString());
  }
}
