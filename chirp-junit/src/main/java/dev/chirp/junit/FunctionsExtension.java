package dev.chirp.junit;

import com.amazonaws.services.lambda.runtime.Context;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.runtime.local.LocalResult;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;

/** Resolves test parameters with {@link EventFile}, and of type {@link Functions}. */
final class FunctionsExtension implements ParameterResolver, TestInstancePreConstructCallback {

  /** A class that aws-lambda-java-core has had since 1.2.3. */
  private static final String NEWEST_NEEDED =
      "com.amazonaws.services.lambda.runtime.logging.LogLevel";

  private static final Namespace NAMESPACE = Namespace.create(FunctionsExtension.class);

  /**
   * Refuses an {@code aws-lambda-java-core} that is too old, before a test's fields create
   * functions. In tests, the project's own version is the only one, while Lambda and local runs
   * bring theirs.
   */
  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    try {
      Class.forName(NEWEST_NEEDED, false, Context.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new ExtensionConfigurationException(
          "chirp-runtime needs aws-lambda-java-core 1.2.3 or newer, but the tests have %s.\n"
                  .formatted(Context.class.getProtectionDomain().getCodeSource().getLocation())
              + "Try: mvn versions:use-latest-releases -Dincludes=com.amazonaws:aws-lambda-java-core",
          e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(EventFile.class)
        || parameter.getParameter().getType().equals(Functions.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    requireTest(parameter, context);
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
        "@EventFile cannot become a " + type.getName() + ", only a LocalResult, String or Path.");
  }

  /**
   * Outside of a test there are no fields to read, and stored values would be shared by all tests.
   */
  private static void requireTest(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()
        || parameter.getDeclaringExecutable() instanceof Constructor) {
      throw new ParameterResolutionException(
          "Functions and @EventFile belong to one test: they can be parameters of test methods,"
              + " @BeforeEach and @AfterEach, not of %s."
                  .formatted(parameter.getDeclaringExecutable()));
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ParameterResolutionException("Event file '" + file + "' cannot be read.", e);
    }
  }

  /** The functions of one test. Their classes are found once for all tests. */
  private static Functions functions(ExtensionContext context) {
    FunctionClasses classes =
        kept(
            context.getRoot(),
            FunctionClasses.class,
            () -> new FunctionClasses(context.getRequiredTestClass().getClassLoader()));
    return kept(
        context,
        Functions.class,
        () -> new Functions(EventFiles.in(folder(context)), classes, held(context)));
  }

  private static HeldFunctions held(ExtensionContext context) {
    return new HeldFunctions(context.getRequiredTestInstances().getAllInstances());
  }

  /**
   * Uses only methods that JUnit 5 and 6 have in common. A store also finds the values of its
   * parents.
   */
  private static <T> T kept(ExtensionContext context, Class<T> type, Supplier<T> making) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    String key = type.getName() + " of " + context.getUniqueId();
    T known = store.get(key, type);
    if (known != null) {
      return known;
    }
    T made = making.get();
    store.put(key, made);
    return made;
  }

  private static Path folder(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(
            context.getRequiredTestClass(), ChirpTest.class, context.getEnclosingTestClasses())
        .map(ChirpTest::events)
        .map(Path::of)
        .orElse(EventFiles.FOLDER);
  }
}
