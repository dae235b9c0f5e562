package dev.chirp.internal.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that are left out, refused, or named by the POM. HandlerShapesTest runs all others. */
class HandlerStringsTest {
  private static final String GREET =
      "implements RequestHandler<String, String> { public String handleRequest(String s, Context c) { return s; } ";

  private static final String PORT =
      "public interface JsonPort<T> extends RequestHandler<T, java.util.Map<String, String>> {"
          + " default java.util.Map<String, String> handleRequest(T event, Context c) { return null; } }";

  @TempDir private Path classes;

  @Test
  void classThatCannotBeAFunctionIsLeftOutWithAWarning() throws IOException {
    Compiled.into(
        classes,
        "public class Greet " + GREET + "}",
        "public class Timed<I, O> implements RequestHandler<I, O> { public Timed(RequestHandler<I, O> timed) {}"
            + " public O handleRequest(I event, Context c) { return null; } }",
        "public class Made "
            + GREET
            + " private Made() {} public static Made of() { return new Made(); } }",
        "public enum One implements RequestHandler<String, String> { A; public String handleRequest(String s, Context c) { return s; } }",
        "public class Single "
            + GREET
            + " public static final Single INSTANCE = new Single(); private Single() {} }",
        "public class Überblick " + GREET + "}",
        "public abstract class Base " + GREET + "}");
    ProjectFunctions functions = scan();
    assertEquals(List.of("greet"), names(functions));
    assertEquals(
        List.of("greet"), functions.complete().stream().map(ProjectFunction::name).toList());
    assertEquals(
        List.of(
            "Not a function: class acme.Made has no public constructor without arguments, so Lambda cannot create it.",
            "Not a function: class acme.One is an enum, so Lambda cannot create it.",
            "Not a function: class acme.Single is a Kotlin object, so Lambda cannot create it.",
            "Not a function: class acme.Timed has no public constructor without arguments, so Lambda cannot create it.",
            "Not a function: acme.Überblick would be 'chirp_überblick', which is not a valid Lambda function name:"
                + " letters, digits, - and _, at most 64."),
        functions.warnings());
    assertEquals(
        """
        Function 'single' (from -Dfunction): class acme.Single is a Kotlin object, so Lambda cannot create it.
        Try: class Single instead of object""",
        assertThrows(ChirpException.class, () -> functions.find("single")).getMessage());
  }

  @Test
  void classWithAMissingParentIsLeftOut(@TempDir Path gone) throws IOException {
    Compiled.into(
        classes,
        "public class Parent {}",
        "public class Greet extends Parent " + GREET + "}",
        "public class Bean extends Parent {}");
    Files.move(classes.resolve("acme/Parent.class"), gone.resolve("Parent.class"));
    ProjectFunctions functions = scan();
    assertEquals(
        List.of(
            "Not a function: class acme.Greet has the parent acme.Parent, which is not on the runtime class path."),
        functions.warnings());
    assertEquals(
        "Function 'bean' (from -Dfunction): class acme.Bean has the parent acme.Parent, which is not on the runtime"
            + " class path.",
        assertThrows(ChirpException.class, () -> functions.get("bean", "invoke"))
            .getMessage()
            .strip());
  }

  @Test
  void handlerThatAwssClientBindsWronglyIsRefused() throws IOException {
    Compiled.into(
        classes,
        PORT,
        "public class Order {}",
        "public class Greet " + GREET + "}",
        "public class OrderPort implements JsonPort<Order> {}");
    ProjectFunctions functions = scan();
    assertEquals(List.of("greet"), names(functions));
    assertEquals("acme.Greet", functions.get("greet", "invoke").handler());
    assertEquals(
        """
        Function 'order_port': Lambda's runtime cannot see that class acme.OrderPort handles Order, so each call on Lambda would fail.
        Try: public class OrderPort implements RequestHandler<Order, Map<String, String>>, JsonPort<Order>""",
        assertThrows(ChirpException.class, functions::complete).getMessage());
    assertThrows(ChirpException.class, () -> functions.find("order_port"));
  }

  @Test
  void classesWithOneNameAreNamedInThePom() throws IOException {
    Compiled.into(classes, "public class Outer { public static class App " + GREET + "} }");
    Compiled.into(classes, "public class App " + GREET + "}");
    ProjectFunctions colliding = scan();
    assertEquals(
        """
        Function 'app' (from -Dfunction): acme.App and acme.Outer$App would have the same function name.
        Try: <function><name>app_2</name><handler>acme.Outer$App</handler></function> in <functions> of the POM""",
        assertThrows(ChirpException.class, () -> colliding.find("app")).getMessage());
    ProjectFunctions functions = scan(Map.of("app_2", "acme.Outer$App"));
    assertEquals(List.of("app", "app_2"), names(functions));
    assertEquals("acme.App", functions.get("app", "invoke").handler());
    assertEquals(List.of(), functions.warnings());
  }

  @Test
  void pomNamesMethodsAndClassesOfDependencies(@TempDir Path dependency) throws IOException {
    Compiled.into(dependency, "public class Invoker " + GREET + "}");
    Compiled.into(
        classes,
        "public class Orders { public String find(String id, Context c) { return id; } public String all() { return \"\"; } }");
    ProjectFunctions functions =
        scan(
            List.of(dependency),
            Map.of("find_order", "acme.Orders::find", "invoker", "acme.Invoker::handleRequest"));
    assertEquals(List.of("find_order", "invoker"), names(functions));
    assertEquals("acme.Orders::find", functions.get("find_order", "invoke").handler());
    assertEquals("acme.Orders", functions.get("find_order", "invoke").className());
    assertEquals(HandlerKind.METHOD, functions.get("invoker", "invoke").kind());
  }

  @Test
  void handlerInThePomIsCheckedBeforeAnythingRuns() throws IOException {
    Compiled.into(
        classes,
        "public class Orders { private Orders(int i) {} public static String find(String id) { return id; }"
            + " public String make(String id) { return id; } public void pair(String a, String b) {}"
            + " public void same(String a) {} public void same(Integer a) {} }",
        "public class Plain { public String find(String id) { return id; } }",
        "public abstract class Base<T> { public String take(T event, Context c) { return \"\"; } }",
        "public class Taker extends Base<Plain> {}");
    assertEquals("acme.Orders::find", handler("acme.Orders::find"));
    assertEquals(
        """
        Function 'f': class acme.Order, which <handler> in the POM names, is not on the runtime class path.
        Try: <handler>acme.Orders::find</handler>""",
        refusal("acme.Order::find"));
    assertEquals(
        """
        Function 'f': class acme.Orders has no public method 'finds'.
        Try: <handler>acme.Orders::find</handler>""",
        refusal("acme.Orders::finds"));
    assertEquals(
        "Function 'f': class acme.Orders has no public constructor without arguments, so Lambda cannot create it.\n"
            + "Try: public Orders() { … }",
        refusal("acme.Orders::make"));
    assertEquals(
        """
        Function 'f': Lambda cannot call pair(String, String) of class acme.Orders: a handler takes an event or streams, and \
        a Context.
        Try: public … pair(… event, Context context)""",
        refusal("acme.Orders::pair"));
    assertEquals(
        "Function 'f': Lambda cannot distinguish same(String) and same(Integer) of class acme.Orders.",
        refusal("acme.Orders::same"));
    assertEquals(
        """
        Function 'f': class acme.Plain implements neither RequestHandler nor RequestStreamHandler, so <handler> must name a \
        method.
        Try: <handler>acme.Plain::find</handler>""",
        refusal("acme.Plain"));
    assertEquals(
        """
        Function 'f': Lambda's runtime binds acme.Taker::take as Object, but in this class it takes Plain.
        Try: public String take(Plain event, Context context) in Taker""",
        refusal("acme.Taker::take"));
  }

  private String handler(String handler) throws IOException {
    return scan(Map.of("f", handler)).get("f", "invoke").handler();
  }

  private String refusal(String handler) {
    return assertThrows(ChirpException.class, () -> scan(Map.of("f", handler)).complete())
        .getMessage();
  }

  private ProjectFunctions scan() throws IOException {
    return scan(Map.of());
  }

  private ProjectFunctions scan(Map<String, String> handlers) throws IOException {
    return scan(List.of(), handlers);
  }

  private ProjectFunctions scan(List<Path> dependencies, Map<String, String> handlers)
      throws IOException {
    List<Path> classPath =
        Stream.concat(
                dependencies.stream(),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of))
            .toList();
    SettingsLayer nothing = SettingsLayer.ofEnvironment("POM", Map.of());
    GivenSettings given =
        new GivenSettings(nothing, Optional.empty(), List.of(), handlers, Map.of(), classes);
    return new FunctionScan(classes, classPath, "chirp_", given).run();
  }

  private static List<String> names(ProjectFunctions functions) {
    return functions.all().stream().map(ProjectFunction::name).toList();
  }
}
