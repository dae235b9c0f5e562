package dev.chirp.internal.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionScanTest {
  private static final String STREAMS =
      "implements RequestStreamHandler { public void handleRequest(java.io.InputStream i, java.io.OutputStream o,"
          + " Context c) {} ";

  private static final SettingsLayer NOTHING = SettingsLayer.ofEnvironment("POM", Map.of());

  @TempDir private Path classes;

  @Test
  void functionIsNamedAfterItsClass() throws IOException {
    Compiled.into(classes, "public class ServerStatus " + STREAMS + "}");
    assertEquals(List.of("server_status"), names(scan()));
  }

  @Test
  void threeKindsOfHandlerAreFound() throws IOException {
    Compiled.into(
        classes,
        "public class Api extends ApiFunction { protected Object handle(ApiRequest r) { return 1; } }",
        "public class Bound implements RequestHandler<String, String> { public String handleRequest(String s,"
            + " Context c) { return s; } }",
        "public class Streams " + STREAMS + "}");
    assertEquals(
        List.of(
            HandlerKind.API_FUNCTION,
            HandlerKind.REQUEST_HANDLER,
            HandlerKind.REQUEST_STREAM_HANDLER),
        scan().all().stream().map(ProjectFunction::kind).toList());
  }

  @Test
  void handlerWithAnAbstractParentInTheProjectIsFound() throws IOException {
    Compiled.into(
        classes,
        "public abstract class Base " + STREAMS + "}",
        "public class Child extends Base {}");
    assertEquals(List.of("child"), names(scan()));
  }

  @Test
  void handlerWithAParentInADependencyIsFound(@TempDir Path dependency) throws IOException {
    Compiled.into(dependency, "public abstract class Base " + STREAMS + "}");
    Compiled.into(
        classes,
        "public abstract class Base " + STREAMS + "}",
        "public class Child extends Base {}");
    Files.delete(classes.resolve("acme/Base.class"));
    assertEquals(List.of("child"), names(scan(List.of(dependency))));
  }

  @Test
  void classesThatCannotBeInstantiatedAreSkipped() throws IOException {
    Compiled.into(
        classes,
        "public class Outer { public class Inner "
            + STREAMS
            + "} public static class Nested "
            + STREAMS
            + "}"
            + " Object local() { class Local "
            + STREAMS
            + "} return new Local(); } }",
        "public interface Contract extends RequestStreamHandler {}",
        "public class Plain {}");
    assertEquals(List.of("nested"), names(scan()));
  }

  @Test
  void annotationSetsNameAndSettings() throws IOException {
    Compiled.into(
        classes,
        "@FunctionConfiguration(name = \"status\", memorySize = 1024, timeout = 3, environment = {\"TABLE=chirp\"})"
            + " public class ServerStatus "
            + STREAMS
            + "}");
    ProjectFunction function = scan().get("status", "deploy");
    assertEquals(
        new FunctionSettings.Setting<>(1024, "@FunctionConfiguration"),
        function.settings().memorySize());
    assertEquals(
        new FunctionSettings.Setting<>(3, "@FunctionConfiguration"), function.settings().timeout());
    assertEquals(
        Map.of("TABLE", new FunctionSettings.Setting<>("chirp", "@FunctionConfiguration")),
        function.settings().environment());
  }

  @Test
  void commandLineWinsOverFunctionOverAnnotationOverPomOverDefault() throws IOException {
    Compiled.into(
        classes,
        "public class A " + STREAMS + "}",
        "@FunctionConfiguration(timeout = 2) public class B " + STREAMS + "}",
        "@FunctionConfiguration(timeout = 2) public class C " + STREAMS + "}");
    List<Map.Entry<String, SettingsLayer>> entry =
        List.of(Map.entry("c", timeout("POM <functions>", 3)));
    ProjectFunctions functions = scan(given(timeout("POM", 1), entry, Map.of()));
    assertEquals(
        new FunctionSettings.Setting<>(512, "default"),
        functions.get("a", "deploy").settings().memorySize());
    assertEquals(
        new FunctionSettings.Setting<>(1, "POM"),
        functions.get("a", "deploy").settings().timeout());
    assertEquals(
        new FunctionSettings.Setting<>(2, "@FunctionConfiguration"),
        functions.get("b", "deploy").settings().timeout());
    assertEquals(
        new FunctionSettings.Setting<>(3, "POM <functions>"),
        functions.get("c", "deploy").settings().timeout());

    ProjectFunctions typed = scan(given(timeout("POM", 1), entry, Map.of("chirp.timeout", "4")));
    assertEquals(
        new FunctionSettings.Setting<>(4, "-Dchirp.timeout"),
        typed.get("a", "deploy").settings().timeout());
    assertEquals(
        new FunctionSettings.Setting<>(4, "-Dchirp.timeout"),
        typed.get("c", "deploy").settings().timeout());
  }

  @Test
  void functionsEntryWinsOverTheAnnotationForRouteAccessAndSafety() throws IOException {
    Compiled.into(
        classes,
        "@FunctionConfiguration(route = \"GET /chirp/{id}\", authorizer = \"NONE\", safe = true) public class A "
            + STREAMS
            + "}",
        "@FunctionConfiguration(route = \"GET /chirp\", authorizer = \"a\", scopes = {\"x\", \"y\"}, safe = true) public class B "
            + STREAMS
            + "}",
        "@FunctionConfiguration(memorySize = 1024) public class C " + STREAMS + "}");
    ProjectFunctions functions =
        scan(given(NOTHING, List.of(Map.entry("b", route("POST /chirp", false))), Map.of()));
    FunctionSettings annotated = functions.get("a", "deploy").settings();
    assertEquals(
        Optional.of(
            new FunctionSettings.Setting<>(
                new Route("GET", "/chirp/{id}"), "@FunctionConfiguration")),
        annotated.route());
    assertEquals(
        Optional.of(new FunctionSettings.Setting<>(true, "@FunctionConfiguration")),
        annotated.safe());
    assertEquals(
        Optional.of(new FunctionSettings.Setting<>("NONE", "@FunctionConfiguration")),
        annotated.authorizer());
    assertEquals(new FunctionSettings.Setting<>(List.of(), "default"), annotated.scopes());
    FunctionSettings entered = functions.get("b", "deploy").settings();
    assertEquals(
        Optional.of(new FunctionSettings.Setting<>(new Route("POST", "/chirp"), "POM <functions>")),
        entered.route());
    assertEquals(
        Optional.of(new FunctionSettings.Setting<>(false, "POM <functions>")), entered.safe());
    assertEquals(
        Optional.of(new FunctionSettings.Setting<>("users", "POM <functions>")),
        entered.authorizer());
    assertEquals(
        new FunctionSettings.Setting<>(List.of("chirps:write"), "POM <functions>"),
        entered.scopes());
    assertEquals(Optional.empty(), functions.get("c", "deploy").settings().route());
    assertEquals(Optional.empty(), functions.get("c", "deploy").settings().safe());
  }

  @ParameterizedTest
  @CsvSource({"authorizer = \"users\", an authorizer", "scopes = \"chirps:write\", scopes"})
  void accessWithoutARouteIsRefused(String setting, String name) throws IOException {
    Compiled.into(
        classes, "@FunctionConfiguration(" + setting + ") public class SaveChirp " + STREAMS + "}");
    assertEquals(
        "Function 'save_chirp' has %s, but no route.\nTry: @FunctionConfiguration(route = \"GET /save-chirp\")"
            .formatted(name),
        assertThrows(ChirpException.class, () -> scan()).getMessage());
  }

  @Test
  void scopesOfTheAnnotationAreRead() throws IOException {
    Compiled.into(
        classes,
        "@FunctionConfiguration(route = \"GET /a\", authorizer = \"users\", scopes = {\"x\", \"y\"}) public class A "
            + STREAMS
            + "}");
    assertEquals(
        new FunctionSettings.Setting<>(List.of("x", "y"), "@FunctionConfiguration"),
        scan().get("a", "deploy").settings().scopes());
  }

  @Test
  void routeThatApiGatewayRefusesIsRefused() throws IOException {
    Compiled.into(
        classes,
        "@FunctionConfiguration(route = \"/chirp\") public class SaveChirp " + STREAMS + "}");
    assertEquals(
        """
        Function 'save_chirp': <route> is '/chirp' (@FunctionConfiguration), but a route is an HTTP method, a space and a path.
        Try: <route>GET /chirp/{id}</route>""",
        assertThrows(ChirpException.class, this::scan).getMessage());
  }

  @Test
  void functionsWithTheSameRouteAreRefused() throws IOException {
    Compiled.into(
        classes,
        "@FunctionConfiguration(route = \"GET /chirp/{id}\") public class A " + STREAMS + "}",
        "@FunctionConfiguration(route = \"PUT /chirp/{id}\") public class B " + STREAMS + "}",
        "@FunctionConfiguration(route = \"GET /chirp/{name}\") public class C " + STREAMS + "}");
    assertEquals(
        "Functions 'a' and 'c' have the same route 'GET /chirp/{name}'.",
        assertThrows(ChirpException.class, this::scan).getMessage());
  }

  @Test
  void environmentsAreMergedVariableByVariable(@TempDir Path folder) throws IOException {
    Compiled.into(
        classes,
        "@FunctionConfiguration(environment = {\"AA=1\", \"BB=1\"}) public class A "
            + STREAMS
            + "}");
    Path file = Files.writeString(folder.resolve("local.env"), "BB=2");
    SettingsLayer pom = SettingsLayer.ofEnvironment("POM", Map.of("AA", "0", "CC", "0"));
    assertEquals(
        Map.of(
            "AA", new FunctionSettings.Setting<>("1", "@FunctionConfiguration"),
            "BB", new FunctionSettings.Setting<>("2", "environment file local.env"),
            "CC", new FunctionSettings.Setting<>("0", "POM")),
        scan(given(pom, List.of(), Map.of("chirp.envFile", file.toString())))
            .get("a", "deploy")
            .settings()
            .environment());
  }

  @Test
  void typedEnvironmentFileWinsOverThePoms(@TempDir Path folder) throws IOException {
    Compiled.into(classes, "public class A " + STREAMS + "}");
    Files.writeString(folder.resolve("typed.env"), "AA=typed");
    Path pomFile = Files.writeString(folder.resolve("pom.env"), "AA=pom");
    GivenSettings untyped =
        new GivenSettings(NOTHING, Optional.of(pomFile), List.of(), Map.of(), Map.of(), folder);
    assertEquals(
        Map.of("AA", new FunctionSettings.Setting<>("pom", "environment file pom.env")),
        scan(untyped).get("a", "deploy").settings().environment());
    GivenSettings typed =
        new GivenSettings(
            NOTHING,
            Optional.of(pomFile),
            List.of(),
            Map.of(),
            Map.of("chirp.envFile", "typed.env"),
            folder);
    assertEquals(
        Map.of("AA", new FunctionSettings.Setting<>("typed", "environment file typed.env")),
        scan(typed).get("a", "deploy").settings().environment());
  }

  @Test
  void typedTextThatIsNotANumberIsRefused() throws IOException {
    Compiled.into(classes, "public class A " + STREAMS + "}");
    assertEquals(
        "-Dchirp.timeout is 'soon', but it must be a whole number.",
        assertThrows(
                ChirpException.class,
                () -> scan(given(NOTHING, List.of(), Map.of("chirp.timeout", "soon"))))
            .getMessage());
  }

  @Test
  void twoEntriesForOneFunctionAreRefused() throws IOException {
    Compiled.into(classes, "public class A " + STREAMS + "}");
    assertEquals(
        "<functions> in the POM names 'a' twice.",
        assertThrows(
                ChirpException.class,
                () ->
                    scan(
                        given(
                            NOTHING,
                            List.of(
                                Map.entry("a", timeout("POM", 1)),
                                Map.entry("a", timeout("POM", 2))),
                            Map.of())))
            .getMessage());
  }

  @Test
  void memorySizeThatLambdaRefusesIsRefused() throws IOException {
    Compiled.into(
        classes, "@FunctionConfiguration(memorySize = 64) public class A " + STREAMS + "}");
    assertEquals(
        "Function 'a': <memorySize> is '64' (@FunctionConfiguration), but Lambda accepts 128 to 10240 MB.",
        assertThrows(ChirpException.class, this::scan).getMessage());
  }

  @Test
  void classWithoutAPublicNoArgConstructorIsRefused() throws IOException {
    Compiled.into(
        classes, "public class SaveChirp " + STREAMS + " public SaveChirp(int size) {} }");
    assertEquals(
        """
        Function 'save_chirp' (from -Dfunction): class acme.SaveChirp has no public constructor without arguments, so Lambda \
        cannot create it.
        Try: public SaveChirp() { … }""",
        assertThrows(ChirpException.class, () -> scan().get("save_chirp", "deploy")).getMessage());
  }

  @Test
  void twoFunctionsWithOneNameAreRefused() throws IOException {
    Compiled.into(
        classes,
        "public class ServerStatus " + STREAMS + "}",
        "@FunctionConfiguration(name = \"server_status\") public class Status " + STREAMS + "}");
    assertEquals(
        """
        Function 'server_status': acme.ServerStatus and acme.Status would have the same function name.
        Try: <function><name>server_status_2</name><handler>acme.Status</handler></function> in <functions> of the POM""",
        assertThrows(ChirpException.class, () -> scan().complete()).getMessage());
  }

  @Test
  void nameThatLambdaRefusesIsRefused() throws IOException {
    Compiled.into(
        classes,
        "@FunctionConfiguration(name = \"server status\") public class A " + STREAMS + "}");
    assertEquals(
        """
        Function 'server status': acme.A would be 'chirp_server status', which is not a valid Lambda function name: letters, \
        digits, - and _, at most 64.
        Try: <function><name>a_shorter_name</name><handler>acme.A</handler></function> in <functions> of the POM""",
        assertThrows(ChirpException.class, () -> scan().only("deploy")).getMessage());
  }

  @Test
  void settingsForAMissingFunctionAreWarnedAbout() throws IOException {
    Compiled.into(classes, "public class ServerStatus " + STREAMS + "}");
    assertEquals(
        List.of(
            "No function 'server_staus' (from <functions> in the POM). Did you mean server_status? Functions here:"
                + " server_status."),
        scan(given(NOTHING, List.of(Map.entry("server_staus", timeout("POM", 3))), Map.of()))
            .warnings());
  }

  @Test
  void requestedFunctionThatIsNotPublicIsReported() throws IOException {
    Compiled.into(
        classes, "public class ServerStatus " + STREAMS + "}", "class SaveChirp " + STREAMS + "}");
    assertEquals(
        """
        Function 'save_chirp' (from -Dfunction): class acme.SaveChirp is not public, so Lambda cannot create it.
        Try: public class SaveChirp""",
        assertThrows(ChirpException.class, () -> scan().get("save_chirp", "deploy")).getMessage());
  }

  @Test
  void classesForOtherJavaReleasesAreSkipped() throws IOException {
    Compiled.into(classes, "public class ServerStatus " + STREAMS + "}");
    Path versions = Files.createDirectories(classes.resolve("META-INF/versions/21/acme"));
    Files.copy(classes.resolve("acme/ServerStatus.class"), versions.resolve("ServerStatus.class"));
    assertEquals(List.of("server_status"), names(scan()));
  }

  @Test
  void nonPublicClassIsNamedIfThereIsNoFunction() throws IOException {
    Compiled.into(classes, "class Forgotten " + STREAMS + "}");
    assertEquals(
        """
        This project has no function: no public class extends ApiFunction or implements RequestStreamHandler or \
        RequestHandler, and the POM has no <handler>. Not public: acme.Forgotten.
        Try: public class Forgotten""",
        assertThrows(ChirpException.class, () -> scan().only("deploy")).getMessage());
  }

  @Test
  void functionsAreListedIfTheUserDoesNotNameOne() throws IOException {
    Compiled.into(classes, "public class A " + STREAMS + "}", "public class B " + STREAMS + "}");
    assertEquals(
        """
        Which function? This project has 2: a, b.
        Try: mvn chirp:deploy -Dfunction=a""",
        assertThrows(ChirpException.class, () -> scan().only("deploy")).getMessage());
  }

  @Test
  void classNewerThanAsmIsRead() throws IOException {
    Compiled.into(classes, "public class Future " + STREAMS + "}");
    Path file = classes.resolve("acme/Future.class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[6] = 0;
    bytes[7] = 99;
    Files.write(file, bytes);
    assertEquals(55, scan().get("future", "deploy").release());
  }

  @Test
  void damagedClassFileIsNamed() throws IOException {
    Compiled.into(classes, "public class Broken " + STREAMS + "}");
    Path file = classes.resolve("acme/Broken.class");
    Files.write(file, new byte[] {1, 2, 3});
    ChirpException failure = assertThrows(ChirpException.class, this::scan);
    assertEquals("Class file '" + file + "' is damaged.", failure.problem());
    assertEquals("mvn clean compile", failure.suggestion());
  }

  @Test
  void badPrefixIsNotBlamedOnAClass() {
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                new FunctionScan(classes, List.of(), "a b", given(NOTHING, List.of(), Map.of()))
                    .run());
    assertTrue(failure.problem().startsWith("chirp.functionPrefix is 'a b'"), failure::problem);
    assertEquals("-Dchirp.functionPrefix=chirp_", failure.suggestion());
  }

  @Test
  void handlerThatQuarkusCallsIsNotAFunction(@TempDir Path quarkus) throws IOException {
    Path source =
        Files.writeString(
            quarkus.resolve("QuarkusStreamHandler.java"),
            "package io.quarkus.amazon.lambda.runtime; public class QuarkusStreamHandler { public void handleRequest("
                + "java.io.InputStream i, java.io.OutputStream o) {} }");
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", quarkus.toString(), source.toString()));
    Compiled.into(classes, "public class PlaceOrder " + STREAMS + "}");
    String handler = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

    ProjectFunctions without = scan(List.of(quarkus));
    assertEquals(List.of(), names(without));
    assertEquals(
        "Function 'place_order': class acme.PlaceOrder is called by Quarkus, not by Lambda: Lambda calls Quarkus's own"
            + " handler.\nTry: <function><name>place_order</name><handler>"
            + handler
            + "</handler></function> in <functions> of the POM",
        without.none().getMessage());

    Compiled.into(
        classes, "public class Health { public String ping(String event) { return event; } }");
    ProjectFunctions other = scanNaming(quarkus, "ping", "acme.Health::ping");
    assertEquals(
        1, other.warnings().size(), "a handler that is not Quarkus's: " + other.warnings());

    ProjectFunctions with = scanNaming(quarkus, "place_order", handler);
    assertEquals(handler, with.get("place_order", "invoke").handler());
    assertEquals(List.of(), with.warnings());
  }

  private ProjectFunctions scanNaming(Path library, String function, String handler) {
    GivenSettings named =
        new GivenSettings(
            NOTHING, Optional.empty(), List.of(), Map.of(function, handler), Map.of(), Path.of(""));
    return new FunctionScan(classes, List.of(library), "chirp_", named).run();
  }

  @Test
  void missingFolderHasNoFunctions() {
    FunctionScan scan =
        new FunctionScan(
            classes.resolve("none"), List.of(), "chirp_", given(NOTHING, List.of(), Map.of()));
    assertTrue(scan.run().all().isEmpty());
  }

  private static SettingsLayer timeout(String origin, int seconds) {
    return new SettingsLayer(
        origin, Optional.empty(), Optional.of(seconds), Optional.empty(), Map.of());
  }

  private static SettingsLayer route(String route, boolean safe) {
    return new SettingsLayer(
        "POM <functions>",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(route),
        Optional.of("users"),
        List.of("chirps:write"),
        Optional.of(safe),
        Map.of());
  }

  private ProjectFunctions scan() {
    return scan(dependencies());
  }

  private ProjectFunctions scan(List<Path> dependencies) {
    return new FunctionScan(classes, dependencies, "chirp_", given(NOTHING, List.of(), Map.of()))
        .run();
  }

  private ProjectFunctions scan(GivenSettings given) {
    return new FunctionScan(classes, dependencies(), "chirp_", given).run();
  }

  private static GivenSettings given(
      SettingsLayer pom,
      List<Map.Entry<String, SettingsLayer>> functions,
      Map<String, String> typed) {
    return new GivenSettings(pom, Optional.empty(), functions, Map.of(), typed, Path.of(""));
  }

  private static List<Path> dependencies() {
    return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private static List<String> names(ProjectFunctions functions) {
    return functions.all().stream().map(ProjectFunction::name).toList();
  }
}
