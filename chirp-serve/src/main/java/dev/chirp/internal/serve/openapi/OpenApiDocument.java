package dev.chirp.internal.serve.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.serve.code.ServedFunction;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes the OpenAPI document of an API. The same code and event files give the same bytes.
 *
 * @param routes what each route leads to
 * @param access of each route; a route that is not in it is public
 * @param warnings receives sentences about what the document lacks
 * @see <a href="https://spec.openapis.org/oas/v3.0.3">OpenAPI 3.0.3</a>
 */
public record OpenApiDocument(
    Info info,
    Map<RouteKey, ServedFunction> routes,
    Map<RouteKey, RouteAccess> access,
    Consumer<String> warnings) {
  /**
   * The project in the head of the document.
   *
   * @param title the name of the project
   * @param version of the project
   */
  public record Info(String title, String version) {}

  /** AWS's name for the method of a route that answers every method. */
  private static final String ANY = "x-amazon-apigateway-any-method";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The document, with a line break at its end. */
  public String json() {
    TypeSchemas schemas = new TypeSchemas(Responses.components());
    ObjectNode document = TypeSchemas.node().put("openapi", "3.0.3");
    document.putObject("info").put("title", info.title()).put("version", info.version());
    document.set("paths", paths(schemas));
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas.components());
    ObjectNode schemes = SecuritySchemes.of(access.values());
    if (!schemes.isEmpty()) {
      components.set("securitySchemes", schemes);
    }
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      return JSON.writer(
                  new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
              .writeValueAsString(document)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode paths(TypeSchemas schemas) {
    Map<List<Path>, HandlerClasses> classes = new HashMap<>();
    try {
      ObjectNode paths = TypeSchemas.node();
      // OpenAPI forbids two paths that differ in the names of variables only.
      Map<String, List<RouteKey>> byPath =
          sorted().stream()
              .collect(
                  Collectors.groupingBy(
                      OpenApiDocument::pathIdentity, TreeMap::new, Collectors.toList()));
      Map<String, List<RouteKey>> named = new TreeMap<>();
      byPath.values().forEach(keys -> named.put(path(keys.get(0)), keys));
      named.forEach(
          (path, keys) -> {
            ObjectNode item = paths.putObject(path);
            for (RouteKey key : keys) {
              ServedFunction function = Objects.requireNonNull(routes.get(key));
              HandlerClasses own =
                  classes.computeIfAbsent(function.classPaths().function(), HandlerClasses::new);
              item.set(method(key), operation(key, variables(keys.get(0)), function, own, schemas));
            }
          });
      return paths;
    } finally {
      classes.values().forEach(HandlerClasses::close);
    }
  }

  private List<RouteKey> sorted() {
    return routes.keySet().stream().sorted(Comparator.comparing(RouteKey::toString)).toList();
  }

  private static String pathIdentity(RouteKey key) {
    return key.isDefault() ? path(key) : key.identity().substring(key.method().length());
  }

  private static String path(RouteKey key) {
    return key.isDefault() ? "/$default" : key.path();
  }

  private static String method(RouteKey key) {
    return key.isDefault() || key.isAny() ? ANY : key.method().toLowerCase(Locale.ROOT);
  }

  /** As the path spells them: AWS names a greedy variable {@code proxy+}. */
  private static List<String> variables(RouteKey key) {
    List<String> names = new ArrayList<>(key.variables());
    if (key.isGreedy()) {
      names.set(names.size() - 1, names.get(names.size() - 1) + "+");
    }
    return names;
  }

  private ObjectNode operation(
      RouteKey key,
      List<String> pathNames,
      ServedFunction function,
      HandlerClasses classes,
      TypeSchemas schemas) {
    ProjectFunction described = function.function();
    List<EventExample> examples = EventExample.of(described.name(), function.events(), warnings);
    ObjectNode operation;
    try {
      FunctionFacts facts = FunctionFacts.of(described, classes);
      operation =
          new Operation(described, key, pathNames, facts, examples, schemas, classes.mapper())
              .json();
    } catch (ClassNotFoundException
        | LinkageError
        | TypeNotPresentException
        | IllegalArgumentException // Jackson's, for annotations that contradict each other
        | UncheckedIOException e) {
      warnings.accept(
          "The document has no schemas of function '%s', because its classes cannot be read: %s"
              .formatted(described.name(), e));
      operation =
          new Operation(
                  described,
                  key,
                  pathNames,
                  FunctionFacts.NONE,
                  examples,
                  schemas,
                  classes.mapper())
              .json();
    }
    SecuritySchemes.protect(operation, access.getOrDefault(key, RouteAccess.OPEN));
    return key.isDefault() ? operation.put("isDefaultRoute", true) : operation;
  }
}
