package dev.chirp.docs;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The page of all goals and their parameters. */
final class GoalsPage {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path CORS =
      Path.of("../chirp-gateway/src/main/java/dev/chirp/internal/gateway/CorsConfiguration.java");
  private static final Path AUTHORIZER = CORS.resolveSibling("AuthorizerConfiguration.java");
  private static final String MOJOS = "dev.chirp.internal.maven.";

  /** The parents of the mojos, from the most general one, and what their parameters are about. */
  private static final Map<String, String> SHARED = new LinkedHashMap<>();

  static {
    SHARED.put(MOJOS + "AbstractChirpMojo", "Parameters of every goal");
    SHARED.put(MOJOS + "AbstractAwsMojo", "Parameters for AWS and the sandbox");
    SHARED.put(MOJOS + "AbstractFunctionsMojo", "Parameters for functions");
    SHARED.put(MOJOS + "AbstractPackageMojo", "Parameters for the zip");
    SHARED.put(MOJOS + "AbstractDeployMojo", "Parameters for deployed functions");
  }

  private static final List<String> HEAD =
      List.of("Element in the POM", "Command line", "Type", "Default", "Meaning");
  private static final Map<String, String> TYPES =
      Map.of(
          "dev.chirp.internal.gateway.ApiConfiguration", "elements",
          "java.io.File", "file",
          "java.lang.String", "text",
          "java.lang.Integer", "whole number",
          "int", "whole number",
          "java.lang.Boolean", "`true`, `false`",
          "boolean", "`true`, `false`",
          "java.util.List", "list",
          "java.util.Map", "names and values");

  private final List<PluginGoal> goals;
  private final Map<String, JavaSource> sources = new LinkedHashMap<>();

  GoalsPage(List<PluginGoal> goals) {
    this.goals = goals;
  }

  void writeTo(MarkdownPage page) throws IOException, ReflectiveOperationException {
    Map<String, List<PluginGoal.Parameter>> shared = new LinkedHashMap<>();
    for (PluginGoal goal : goals) {
      for (PluginGoal.Parameter parameter : goal.parameters()) {
        String declaring = declaring(goal, parameter);
        if (SHARED.containsKey(declaring)) {
          List<PluginGoal.Parameter> group =
              shared.computeIfAbsent(declaring, name -> new ArrayList<>());
          if (!group.contains(parameter)) {
            group.add(parameter);
          }
        }
      }
    }
    for (PluginGoal goal : goals) {
      write(goal, page);
    }
    for (Map.Entry<String, String> group : SHARED.entrySet()) {
      page.heading("## " + group.getValue());
      page.table(HEAD, rows(group.getKey(), shared.getOrDefault(group.getKey(), List.of())));
    }
    write(page, "One function in the POM", source(MOJOS + "FunctionParameter"));
    write(page, "CORS in the POM", Optional.of(JavaSource.read(CORS)));
    write(page, "Authorizers in the POM", Optional.of(JavaSource.read(AUTHORIZER)));
  }

  private void write(PluginGoal goal, MarkdownPage page)
      throws IOException, ReflectiveOperationException {
    page.heading("## chirp:" + goal.name());
    page.text(source(goal.className()).map(JavaSource::javadoc).orElse(goal.description()));
    List<PluginGoal.Parameter> own = new ArrayList<>();
    List<String> links = new ArrayList<>();
    for (String parent : SHARED.keySet()) {
      boolean inherits = false;
      for (PluginGoal.Parameter parameter : goal.parameters()) {
        inherits |= declaring(goal, parameter).equals(parent);
      }
      if (inherits) {
        String title = String.valueOf(SHARED.get(parent));
        links.add("[%s](#%s)".formatted(lowerCase(title), MarkdownFile.anchor(title)));
      }
    }
    for (PluginGoal.Parameter parameter : goal.parameters()) {
      if (!SHARED.containsKey(declaring(goal, parameter))) {
        own.add(parameter);
      }
    }
    page.table(HEAD, rows(goal.className(), own));
    if (!links.isEmpty()) {
      page.text(
          (own.isEmpty() ? "It has the " : "It also has the ")
              + String.join(", the ", links)
              + ".");
    }
  }

  private static String lowerCase(String title) {
    return title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
  }

  /** In the order of the source, in which they belong together. */
  private List<List<String>> rows(String className, List<PluginGoal.Parameter> parameters)
      throws IOException {
    Optional<JavaSource> source = source(className);
    List<String> order =
        source.map(JavaSource::members).orElse(List.of()).stream()
            .map(JavaSource.Member::name)
            .toList();
    return parameters.stream()
        .sorted(Comparator.comparingInt(parameter -> order.indexOf(parameter.field())))
        .map(parameter -> row(parameter, source))
        .toList();
  }

  private static List<String> row(PluginGoal.Parameter parameter, Optional<JavaSource> source) {
    String javadoc =
        source
            .flatMap(file -> file.member(parameter.field()))
            .map(JavaSource.Member::javadoc)
            .filter(text -> !text.isEmpty())
            .orElse(parameter.description());
    Described described = Described.of(javadoc, parameter.defaultValue());
    String property = parameter.property().isEmpty() ? "" : "`-D" + parameter.property() + "`";
    return List.of(
        "`<" + parameter.name() + ">`",
        property,
        type(parameter.type()),
        described.defaultValue(),
        described.meaning());
  }

  private static String type(String type) {
    String words = TYPES.get(type);
    if (words == null) {
      throw new IllegalStateException("No words for the type " + type);
    }
    return words;
  }

  private static void write(MarkdownPage page, String title, Optional<JavaSource> element) {
    JavaSource source = element.orElseThrow();
    page.heading("## " + title);
    page.text(source.javadoc());
    List<List<String>> rows = new ArrayList<>();
    for (JavaSource.Member member : source.members()) {
      if (!member.javadoc().isEmpty() && !member.name().equals("<init>")) {
        rows.add(
            List.of(
                "`<" + member.name() + ">`",
                type(
                    member
                        .type()
                        .replaceFirst("^(String|Integer|Boolean)$", "java.lang.$1")
                        .replaceFirst("^(Map|List)<.*", "java.util.$1")),
                member.javadoc()));
      }
    }
    page.table(List.of("Element", "Type", "Meaning"), rows);
  }

  private static String declaring(PluginGoal goal, PluginGoal.Parameter parameter)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(goal.className());
    while (Stream.of(type.getDeclaredFields())
        .map(Field::getName)
        .noneMatch(parameter.field()::equals)) {
      type = type.getSuperclass();
    }
    return type.getName();
  }

  /** Empty for the help goal, which Maven's plugin tools generate. */
  private Optional<JavaSource> source(String className) throws IOException {
    Path file = SOURCES.resolve(className.replace('.', '/') + ".java");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JavaSource source = sources.get(className);
    if (source == null) {
      source = JavaSource.read(file);
      sources.put(className, source);
    }
    return Optional.of(source);
  }
}
