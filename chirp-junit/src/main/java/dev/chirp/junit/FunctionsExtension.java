package dev.chirp.junit;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.runtime.local.EventFiles;
import dev.chirp.runtime.local.LocalResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Gives test methods what {@link EventFile} asks for, and {@link Functions}. */
final class FunctionsExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(FunctionsExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(EventFile.class)
        || parameter.getParameter().getType().equals(Functions.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Functions functions = functions(context);
    Class<?> type = parameter.getParameter().getType();
    Optional<String> event = parameter.findAnnotation(EventFile.class).map(EventFile::value);
    if (event.isEmpty()) {
      return functions;
    }
    if (type.equals(LocalResult.class)) {
      return functions.invoke(event.get());
    }
    if (type.equals(Path.class)) {
      return functions.file(event.get());
    }
    if (type.equals(String.class)) {
      return content(functions.file(event.get()));
    }
    throw new ParameterResolutionException(
        "@EventFile cannot become a " + type.getName() + "; it can a LocalResult, String or Path.");
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ParameterResolutionException("Event file '" + file + "' cannot be read.", e);
    }
  }

  /** One for each test, and the classes once for all of them. */
  private static Functions functions(ExtensionContext context) {
    FunctionClasses classes =
        kept(
            context.getRoot(),
            FunctionClasses.class,
            () -> new FunctionClasses(context.getRequiredTestClass().getClassLoader()));
    return kept(
        context,
        Functions.class,
        () -> new Functions(EventFiles.in(folder(context)), classes, fields(context)));
  }

  /** By means that JUnit 5 and 6 have in common. */
  private static <T> T kept(ExtensionContext context, Class<T> type, Supplier<T> making) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    T known = store.get(type, type);
    if (known != null) {
      return known;
    }
    T made = making.get();
    store.put(type, made);
    return made;
  }

  private static Path folder(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(
            context.getRequiredTestClass(), ChirpTest.class, context.getEnclosingTestClasses())
        .map(ChirpTest::events)
        .map(Path::of)
        .orElse(EventFiles.FOLDER);
  }

  /** The functions that the test holds itself; in a nested test, those of its outer tests too. */
  private static List<RequestStreamHandler> fields(ExtensionContext context) {
    List<RequestStreamHandler> handlers = new ArrayList<>();
    List<Object> tests =
        context.getTestInstances().map(TestInstances::getAllInstances).orElse(List.of());
    for (Object test : tests) {
      ReflectionSupport.findFields(
              test.getClass(),
              field -> RequestStreamHandler.class.isAssignableFrom(field.getType()),
              HierarchyTraversalMode.TOP_DOWN)
          .stream()
          .map(field -> ReflectionSupport.tryToReadFieldValue(field, test).toOptional())
          .flatMap(Optional::stream)
          .map(RequestStreamHandler.class::cast)
          .forEach(handlers::add);
    }
    return handlers;
  }
}
