package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The shapes of a Java handler, each with an event and its correct response. */
enum HandlerShape {
  CLASS("a class", "A", "public class A implements RequestHandler<Order, String> {ORDER}", ""),
  RECORD("a record", "B", "public record B() implements RequestHandler<Order, String> {ORDER}", ""),
  NESTED(
      "a nested static class",
      "Outer$Cc",
      "public class Outer { public static class Cc implements RequestHandler<Order, String> {ORDER} }",
      ""),
  PARENT("a generic parent", "D", "public class D extends Base<Order, String> {HANDLE}", ""),
  GRANDPARENT(
      "a generic parent, two levels up", "E", "public class E extends Middle<Order> {HANDLE}", ""),
  PARENT_ELSEWHERE(
      "a generic parent in another module or a dependency",
      "F",
      "public class F extends elsewhere.Parent<Order> {HANDLE}",
      ""),
  OVERLOADED(
      "overloaded `handleRequest`",
      "G",
      "public class G implements RequestHandler<Order, String> {ORDER"
          + " public String handleRequest(String other, Context c) { return other; } }",
      ""),
  BOUNDED(
      "a type variable with a bound",
      "H",
      "public class H<T extends Order> implements RequestHandler<T, String> {"
          + " public String handleRequest(T order, Context c) { return order.getId(); } }",
      ""),
  INTERFACE(
      "an interface in between, without type parameters",
      "I",
      "public class I implements OrderPort {ORDER}",
      ""),
  INTERFACE_IMPLEMENTED(
      "a generic interface in between, `handleRequest` in the class",
      "J",
      "public class J implements Port<Order> {ORDER}",
      "::handleRequest"),
  INTERFACE_SECOND(
      "a generic interface in between, `RequestHandler<…>` named before it",
      "K",
      "public class K implements RequestHandler<Order, String>, Port<Order> {}",
      ""),
  RAW(
      "a raw `RequestHandler`",
      "L",
      "@SuppressWarnings(\"rawtypes\") public class L implements RequestHandler {"
          + " public Object handleRequest(Object o, Context c) { return ((Map<?, ?>) o).get(\"id\"); } }",
      "::handleRequest"),
  VOID_IN(
      "`Void` in",
      "M",
      "public class M implements RequestHandler<Void, String> {"
          + " public String handleRequest(Void nothing, Context c) { return \"a\" + (nothing == null); } }",
      "",
      "{\"id\": \"7\"}",
      "\"atrue\""),
  VOID_OUT(
      "`Void` out",
      "N",
      "public class N implements RequestHandler<Order, Void> {"
          + " public Void handleRequest(Order o, Context c) { o.getId(); return null; } }",
      "",
      "{\"id\": \"7\"}",
      "null"),
  STREAM("a stream handler", "O", "public class O implements RequestStreamHandler {STREAMS}", ""),
  BOTH(
      "both interfaces: Lambda gives it the streams",
      "P",
      "public class P implements RequestHandler<Order, String>, RequestStreamHandler {"
          + " public String handleRequest(Order o, Context c) { return \"bound\"; } STREAMS}",
      ""),
  LIST(
      "`List<Order>`",
      "Q",
      "public class Q implements RequestHandler<List<Order>, List<Order>> {"
          + " public List<Order> handleRequest(List<Order> l, Context c) { l.get(0).setId(\"8\"); return l; } }",
      "",
      "[{\"id\": \"7\"}]",
      "[{\"id\":\"8\"}]"),
  MAP(
      "`Map<String, Integer>`",
      "R",
      "public class R implements RequestHandler<Map<String, Integer>, Integer> {"
          + " public Integer handleRequest(Map<String, Integer> m, Context c) { return m.get(\"n\") + 1; } }",
      "",
      "{\"n\": 7}",
      "8"),
  TEXT(
      "`String`",
      "S",
      "public class S implements RequestHandler<String, String> {"
          + " public String handleRequest(String s, Context c) { return s + s; } }",
      "",
      "\"7\"",
      "\"77\""),
  AWS_EVENT(
      "an AWS event",
      "T",
      "public class T extends Base<com.amazonaws.services.lambda.runtime.events.SQSEvent, String> {"
          + " protected String handle(com.amazonaws.services.lambda.runtime.events.SQSEvent e) {"
          + " return e.getRecords().get(0).getEventSourceArn(); } }",
      "",
      "{\"Records\": [{\"eventSourceARN\": \"7\"}]}",
      "\"7\""),
  METHOD(
      "a method with event and `Context`",
      "U",
      "public class U { public String find(Order o, Context c) { return c.getFunctionName().isEmpty() ? \"\" : o.getId(); } }",
      "::find"),
  METHOD_STATIC(
      "a static method of a class that cannot be created",
      "V",
      "public enum V { X; public static String find(Order o) { return o.getId(); } }",
      "::find"),
  METHOD_WITHOUT_EVENT(
      "a method without an event",
      "W",
      "public class W { public int count() { return 7; } }",
      "::count",
      "{\"id\": 1}",
      "7"),
  METHOD_STREAMS(
      "a method with streams",
      "X",
      "public class X { public void copy(java.io.InputStream i, java.io.OutputStream o) throws java.io.IOException {"
          + " i.transferTo(o); } }",
      "::copy",
      "\"7\"",
      "\"7\""),
  METHOD_OVERLOADED(
      "overloaded methods: the one with the most parameters",
      "Y",
      "public class Y { public String find() { return \"none\"; } public String find(Order o) { return \"one\"; }"
          + " public String find(Order o, Context c) { return o.getId(); } }",
      "::find"),
  METHOD_OF_PARENT(
      "`handleRequest` of a handler class in a dependency",
      "elsewhere.Invoker",
      "",
      "::handleRequest"),
  REFUSED_INTERFACE(
      "a generic interface in between, `handleRequest` in the interface",
      "Za",
      "public class Za implements Port<Order> {}",
      ""),
  REFUSED_SWAPPED(
      "the same, with type parameters in another order",
      "Zb",
      "public class Zb implements Swapped<String, Order> {}",
      ""),
  REFUSED_WITHIN(
      "a parent that handles `List<T>`, `handleRequest` in the parent",
      "Zc",
      "public class Zc extends Lists<Order> {}",
      "",
      "[{\"id\": \"7\"}]",
      ""),
  LEFT_OUT_ARGUMENTS(
      "only constructors with arguments",
      "Zd",
      "public class Zd implements RequestHandler<Order, String> { public Zd(int i) {}ORDER}",
      ""),
  LEFT_OUT_FACTORY(
      "a private constructor, such as a static factory or Kotlin's `object` has",
      "Ze",
      "public class Ze implements RequestHandler<Order, String> { private Ze() {}"
          + " public static Ze of() { return new Ze(); }ORDER}",
      ""),
  LEFT_OUT_ENUM(
      "an enum", "Zf", "public enum Zf implements RequestHandler<Order, String> { X; ORDER}", ""),
  LEFT_OUT_INNER(
      "an inner class",
      "Around$Zg",
      "public class Around { public class Zg implements RequestHandler<Order, String> {ORDER} }",
      ""),
  LEFT_OUT_ABSTRACT(
      "an abstract class",
      "Zh",
      "public abstract class Zh implements RequestHandler<Order, String> {ORDER}",
      ""),
  LEFT_OUT_HIDDEN(
      "a class that is not public",
      "Zi",
      "class Zi implements RequestHandler<Order, String> {ORDER}",
      "");

  private static final Map<String, String> BODIES =
      Map.of(
          "ORDER",
          " public String handleRequest(Order o, Context c) { return o.getId(); }",
          "HANDLE",
          " protected String handle(Order o) { return o.getId(); }",
          "STREAMS",
          " public void handleRequest(java.io.InputStream i, java.io.OutputStream o, Context c)"
              + " throws java.io.IOException { i.readAllBytes(); o.write(\"\\\"7\\\"\".getBytes()); }");

  private static final List<String> SHARED =
      List.of(
          "public class Order { private String id; public String getId() { return id; }"
              + " public void setId(String id) { this.id = id; } }",
          "public abstract class Base<I, O> implements RequestHandler<I, O> {"
              + " public O handleRequest(I event, Context c) { return handle(event); }"
              + " protected abstract O handle(I event); }",
          "public abstract class Middle<T> extends Base<T, String> {}",
          "public interface OrderPort extends RequestHandler<Order, String> {}",
          "public interface Port<T> extends RequestHandler<T, String> {"
              + " default String handleRequest(T event, Context c) { return ((Order) event).getId(); } }",
          "public interface Swapped<O, I> extends RequestHandler<I, O> {"
              + " default O handleRequest(I event, Context c) { return (O) ((Order) event).getId(); } }",
          "public abstract class Lists<T> implements RequestHandler<List<T>, String> {"
              + " public String handleRequest(List<T> events, Context c) { return ((Order) events.get(0)).getId(); } }");

  private static final List<String> ELSEWHERE =
      List.of(
          "public abstract class Parent<T> implements RequestHandler<T, String> {"
              + " public String handleRequest(T event, Context c) { return handle(event); }"
              + " protected abstract String handle(T event); }",
          "public class Invoker implements RequestStreamHandler {STREAMS}");

  private final String words;
  private final String name;
  private final String source;
  private final String method;
  private final String event;
  private final String answer;

  HandlerShape(String words, String name, String source, String method) {
    this(words, name, source, method, "{\"id\": \"7\"}", "\"7\"");
  }

  HandlerShape(
      String words, String name, String source, String method, String event, String answer) {
    this.words = words;
    this.name = name;
    this.source = source;
    this.method = method;
    this.event = event;
    this.answer = answer;
  }

  String className() {
    return name.contains(".") ? name : "shapes." + name;
  }

  String handler() {
    return className() + method;
  }

  /** The function's name. The POM names functions that the scan cannot find. */
  String function() {
    return isOfThePom()
        ? name().toLowerCase(Locale.ROOT)
        : name.substring(name.indexOf('$') + 1).toLowerCase(Locale.ROOT);
  }

  boolean isOfThePom() {
    return name().startsWith("METHOD");
  }

  String event() {
    return event;
  }

  String answer() {
    return answer;
  }

  /** The shape's line in docs/guide/handlers.md. */
  String row() {
    String outcome =
        name().startsWith("REFUSED_")
            ? "refused"
            : name().startsWith("LEFT_OUT_") ? "left out" : "answers";
    String handler =
        !outcome.equals("answers")
            ? "none"
            : isOfThePom()
                ? "`<handler>` " + method.replace("::", "`Class::") + "`"
                : "`Class" + method + "`";
    return "| %s | %s | %s | %s | %s |".formatted(words, outcome, outcome, outcome, handler);
  }

  /** Compiles all handlers, and the class that they share with a dependency. */
  static void compile(Path classes, Path dependency) throws IOException {
    compile("elsewhere", Files.createDirectories(dependency), dependency, ELSEWHERE);
    List<String> sources = new ArrayList<>(SHARED);
    for (HandlerShape shape : values()) {
      sources.add(shape.source);
    }
    sources.remove("");
    compile("shapes", Files.createDirectories(classes), dependency, sources);
  }

  private static void compile(String folder, Path output, Path dependency, List<String> sources) {
    List<JavaFileObject> files = new ArrayList<>();
    for (String source : sources) {
      files.add(new Source(folder, source));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    String classPath = dependency + File.pathSeparator + System.getProperty("java.class.path");
    List<String> options =
        List.of("-d", output.toString(), "-proc:none", "-classpath", classPath, "--release", "17");
    assertTrue(
        compiler.getTask(messages, null, null, options, null, files).call(), messages::toString);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String folder, String text) {
      super(
          URI.create(
              "memory:///"
                  + folder
                  + "/"
                  + text.replaceAll("(?s).*?(?:class|interface|enum|record) (\\w+).*", "$1")
                  + ".java"),
          Kind.SOURCE);
      String source = text;
      for (Map.Entry<String, String> body : BODIES.entrySet()) {
        source = source.replace(body.getKey(), body.getValue());
      }
      this.text =
          "package %s;\nimport com.amazonaws.services.lambda.runtime.*;\nimport java.util.*;\n%s"
              .formatted(folder, source);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
