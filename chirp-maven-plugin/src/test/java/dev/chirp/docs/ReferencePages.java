package dev.chirp.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of docs/reference, made from the plugin's descriptor and from Javadoc. */
final class ReferencePages {
  private static final String GENERATED =
      "<!-- Generated from the code. To change it, change the Javadoc, then run the command that"
          + " ReferenceTest prints. -->";
  private static final List<Path> FUNCTIONS = List.of(main("chirp-runtime"), main("chirp-loop"));
  private static final List<Path> ANNOTATIONS = List.of(main("chirp-runtime"), main("chirp-junit"));
  private static final Pattern OURS = Pattern.compile("\"(CHIRP_[A-Z_]+)\"");
  private static final Pattern LAMBDAS = Pattern.compile("\"((?:AWS|_X)_[A-Z_]+|_HANDLER)\"");

  private ReferencePages() {}

  private static Path main(String module) {
    return MarkdownFile.ROOT.resolve(module).resolve("src/main/java");
  }

  /** File name and content. */
  static Map<String, String> all() throws Exception {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("goals.md", goals(PluginGoal.all()));
    pages.put("annotations.md", annotations());
    pages.put("environment.md", environment());
    return pages;
  }

  private static String goals(List<PluginGoal> goals) throws Exception {
    MarkdownPage page = page("Goals and parameters");
    page.text(
        """
        Set a parameter on the command line, such as `-Dchirp.memorySize=1024`, or as an element of the plugin's `<configuration>` in the POM, such as `<memorySize>1024</memorySize>`. The command line wins. There, commas separate the items of a list, and an empty value (`-Dchirp.bucket=`) means no value, whatever the POM says. `mvn chirp:help -Ddetail -Dgoal=deploy` prints these descriptions too.""");
    page.text(
        "Goals: "
            + String.join(
                ", ",
                goals.stream()
                    .map(PluginGoal::name)
                    .map(name -> "[" + name + "](#" + MarkdownFile.anchor("chirp:" + name) + ")")
                    .toList())
            + ".");
    new GoalsPage(goals).writeTo(page);
    return page.toString();
  }

  private static String annotations() throws IOException {
    MarkdownPage page = page("Annotations");
    for (Path file : javaFiles(ANNOTATIONS)) {
      if (Files.readString(file).contains("public @interface ")) {
        JavaSource source = JavaSource.read(file);
        page.heading("## @" + file.getFileName().toString().replace(".java", ""));
        page.text(source.javadoc());
        page.table(
            List.of("Element", "Type", "Default", "Meaning"),
            source.members().stream()
                .filter(member -> !member.name().matches("[A-Z_]+"))
                .map(member -> element(member, source))
                .toList());
      }
    }
    return page.toString();
  }

  private static List<String> element(JavaSource.Member member, JavaSource source) {
    String value =
        source.member(member.value()).map(JavaSource.Member::value).orElse(member.value());
    return List.of(
        "`" + member.name() + "`",
        "`" + member.type() + "`",
        value.isEmpty() ? "" : "`" + value + "`",
        member.javadoc());
  }

  private static String environment() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    Set<String> documented = new TreeSet<>();
    for (Path file : javaFiles(FUNCTIONS)) {
      if (OURS.matcher(Files.readString(file)).find()) {
        for (JavaSource.Member member : JavaSource.read(file).members()) {
          if (OURS.matcher("\"" + member.value() + "\"").matches() && !member.javadoc().isEmpty()) {
            Described described = Described.of(member.javadoc(), "");
            documented.add(member.value());
            rows.add(
                List.of("`" + member.value() + "`", described.defaultValue(), described.meaning()));
          }
        }
      }
    }
    Set<String> read = names(OURS);
    if (!documented.equals(read)) {
      throw new IllegalStateException(
          "Functions read " + read + ", but only these are constants with Javadoc: " + documented);
    }
    MarkdownPage page = page("Environment variables");
    page.text(
        """
        Set these variables on a function, with `<environment>` in the POM or with `@FunctionConfiguration(environment = …)`. `ApiFunction` reads them once, when the function starts.""");
    page.table(List.of("Variable", "Default", "Meaning"), rows);
    page.text(
        "Chirp's code in a function also reads these variables, which Lambda sets. A local run sets"
            + " all but `AWS_LAMBDA_RUNTIME_API`, `AWS_LAMBDA_LOG_FORMAT` and"
            + " `AWS_LAMBDA_LOG_LEVEL`: "
            + String.join(", ", names(LAMBDAS).stream().map(name -> "`" + name + "`").toList())
            + ". [Lambda's documentation](https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html)"
            + " describes them.");
    return page.toString();
  }

  private static Set<String> names(Pattern pattern) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : javaFiles(FUNCTIONS)) {
      for (MatchResult name : pattern.matcher(Files.readString(file)).results().toList()) {
        names.add(name.group(1));
      }
    }
    return names;
  }

  private static List<Path> javaFiles(List<Path> folders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> found = Files.walk(folder)) {
        found
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  private static MarkdownPage page(String title) {
    return new MarkdownPage().heading("# " + title).heading(GENERATED);
  }
}
