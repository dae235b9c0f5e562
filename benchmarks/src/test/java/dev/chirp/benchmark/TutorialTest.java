package dev.chirp.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types each command of docs/guide/tutorial.md and those of other pages that run on this machine
 * alone, and looks for each output that the tutorial shows.
 */
@Tag("slow")
class TutorialTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path REPOSITORY = ROOT.resolve("chirp-maven-plugin/target/it-repo");

  /** Language and text; commands have the language {@code sh}, outputs none. */
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

  private static final int MINUTES = 5;

  /**
   * The repository that the plugin's own tests have staged, and the versions of the build: as a
   * user's machine, but nothing has to be installed.
   */
  private static final String PREAMBLE =
      """
      set -euo pipefail
      mvn() {
        command mvn -B -s '%s' -Dmaven.repo.local='%s' \\
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

    String printed = printedBy(String.join("\n", commands) + String.join("\n", local));

    for (String line : blocks("", tutorial).stream().flatMap(String::lines).toList()) {
      assertTrue(
          asPattern(line).matcher(printed).find(), () -> "not printed: " + line + "\n" + printed);
    }
    assertTrue(printed.contains("unchanged"), () -> "no second run: " + printed);
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
      assertTrue(bash.waitFor(MINUTES, TimeUnit.MINUTES), "the tutorial takes too long");
    } finally {
      bash.descendants().forEach(ProcessHandle::destroyForcibly);
      bash.destroyForcibly();
    }
    String printed = Files.readString(output);
    assertEquals(0, bash.exitValue(), printed);
    return printed;
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
