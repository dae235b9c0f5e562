package dev.chirp.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and parameters that the documents name. */
class CommandsTest {
  private static final Pattern PROPERTY = Pattern.compile("(?<![\\w/.-])chirp\\.[a-zA-Z.]+\\b");

  /** Files in a zip, versions in a POM, and what only Chirp's own build reads. */
  private static final Set<String> NOT_OF_GOALS =
      Set.of("chirp.aot", "chirp.sums", "chirp.version", "chirp.test.seed", "chirp.docs.write");

  private final Map<String, PluginGoal> goals = new HashMap<>();

  @BeforeEach
  void readGoals() throws Exception {
    PluginGoal.all().forEach(goal -> goals.put(goal.name(), goal));
  }

  @Test
  void everyCommandHasGoalsAndParametersThatExist() throws IOException {
    List<ShellCommand> commands = commands();
    assertTrue(commands.size() > 100, () -> "Not all commands: " + commands.size());
    assertEquals(List.of(), commands.stream().flatMap(this::mistakes).toList());
  }

  @Test
  void everyGoalIsInTheGuide() throws IOException {
    Set<String> missing = new TreeSet<>(goals.keySet());
    for (MarkdownFile file : documents()) {
      if (file.name().startsWith("docs/guide/")) {
        missing.removeIf(goal -> file.text().contains("chirp:" + goal));
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyPropertyThatADocumentNamesExists() throws IOException {
    Set<String> known = new HashSet<>(NOT_OF_GOALS);
    goals.values().stream()
        .flatMap(goal -> goal.parameters().stream())
        .forEach(parameter -> known.add(parameter.property()));
    List<String> unknown = new ArrayList<>();
    for (MarkdownFile file : documents()) {
      for (String code : file.code()) {
        PROPERTY
            .matcher(code)
            .results()
            .map(MatchResult::group)
            .filter(name -> !known.contains(name))
            .forEach(name -> unknown.add(file.name() + ": " + name));
      }
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void mistakesAreReported(@TempDir Path folder) throws IOException {
    Path page =
        Files.writeString(
            folder.resolve("a.md"),
            """
            Type `mvn chirp:deploy -Dchirp.tineLimit=5`.
            ```sh
            mvn -q chirp:invoke -Dfunction=a -Dchirp.expect=ok | jq .data
            mvn chirp:lsit && mvn test -Dtest=NoSuchTest -pl nowhere
            mvn chirp:package \\
                -Dchirp.warmUp=no     # not a boolean
            ```
            ```console
            $ mvn chirp:logs -Dchirp.follow=false
            mvn chirp:printed
            ```
            """);

    List<String> mistakes =
        ShellCommand.of(MarkdownFile.read(page)).stream()
            .flatMap(this::mistakes)
            .map(each -> each.replaceFirst(".*: ", ""))
            .toList();

    assertEquals(
        List.of(
            "-Dchirp.expect=ok is not a number",
            "goal lsit does not exist",
            "nowhere is not a module",
            "NoSuchTest is not a test",
            "-Dchirp.warmUp=no is not a boolean",
            "no goal has a parameter chirp.tineLimit"),
        mistakes);
  }

  private Stream<String> mistakes(ShellCommand command) {
    List<String> mistakes = new ArrayList<>();
    for (String goal : command.goals()) {
      if (!goals.containsKey(goal) && !goal.contains("…")) {
        mistakes.add("goal " + goal + " does not exist");
      }
    }
    int modules = command.words().indexOf("-pl");
    if (modules >= 0) {
      Stream.of(command.words().get(modules + 1).split(","))
          .filter(module -> !Files.exists(MarkdownFile.ROOT.resolve(module).resolve("pom.xml")))
          .forEach(module -> mistakes.add(module + " is not a module"));
    }
    for (String property : command.properties()) {
      String[] parts = property.split("=", 2);
      mistake(command, parts[0], parts.length == 1 ? "true" : parts[1]).ifPresent(mistakes::add);
    }
    return mistakes.stream().map(mistake -> command + ": " + mistake);
  }

  private Optional<String> mistake(ShellCommand command, String name, String value) {
    if (name.equals("test") && !isTest(value)) {
      return Optional.of(value + " is not a test");
    }
    if (name.equals("invoker.test") && !Files.exists(Path.of("src/it", value))) {
      return Optional.of(value + " is not a plugin project");
    }
    if ((command.goals().isEmpty() && !name.startsWith("chirp."))
        || name.startsWith("maven.")
        || NOT_OF_GOALS.contains(name)) {
      return Optional.empty();
    }
    List<PluginGoal.Parameter> found =
        goals.values().stream()
            .filter(goal -> command.goals().isEmpty() || command.goals().contains(goal.name()))
            .flatMap(goal -> goal.parameters().stream())
            .filter(parameter -> parameter.property().equals(name))
            .toList();
    if (found.isEmpty()) {
      return Optional.of("no goal has a parameter " + name);
    }
    return switch (found.get(0).type()) {
      case "boolean", "java.lang.Boolean" ->
          fault(value.matches("true|false"), name, value, "a boolean");
      case "int", "java.lang.Integer" -> fault(value.matches("\\d+"), name, value, "a number");
      default -> Optional.empty();
    };
  }

  private static Optional<String> fault(boolean valid, String name, String value, String type) {
    return valid ? Optional.empty() : Optional.of("-D%s=%s is not %s".formatted(name, value, type));
  }

  private static boolean isTest(String name) {
    try (Stream<Path> files =
        Files.find(
            MarkdownFile.ROOT,
            20,
            (file, attributes) ->
                file.endsWith(name + ".java") && file.toString().contains("src/test"))) {
      return files.findFirst().isPresent();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<ShellCommand> commands() throws IOException {
    return documents().stream().flatMap(file -> ShellCommand.of(file).stream()).toList();
  }

  /** All but the changelog, which may name what is no longer there. */
  private static List<MarkdownFile> documents() throws IOException {
    return MarkdownFile.all().stream().filter(file -> !file.name().equals("CHANGELOG.md")).toList();
  }
}
