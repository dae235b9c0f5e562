package dev.chirp.junit;

import dev.chirp.sandbox.Sandbox;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts the sandboxes of test classes, and passes them to tests. */
final class SandboxExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

  /**
   * Guards the stores: tests may run in parallel, and the stores of JUnit 5 and 6 wait differently.
   */
  private static final Object LOCK = new Object();

  /** The identity of a shared sandbox. */
  private record SharedKey(Path tables, String region) {}

  /** A sandbox that ends with the context whose store holds it. */
  @SuppressWarnings("deprecation") // JUnit 5.12 closes no other type
  private record StoredSandbox(Sandbox sandbox)
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    @Override
    public void close() {
      sandbox.close();
    }
  }

  /** A test class with the annotation. */
  private record AnnotatedTest(ExtensionContext context, ChirpSandbox settings) {
    /** The innermost annotated class around a test. */
    static AnnotatedTest around(ExtensionContext inner) {
      Optional<ExtensionContext> context = Optional.of(inner);
      while (context.isPresent()) {
        ExtensionContext here = context.get();
        Optional<ChirpSandbox> settings =
            AnnotationSupport.findAnnotation(here.getElement(), ChirpSandbox.class);
        if (settings.isPresent()) {
          return new AnnotatedTest(here, settings.get());
        }
        context = here.getParent();
      }
      throw new ExtensionConfigurationException(
          "%s does not have @ChirpSandbox.\nTry: @ChirpSandbox in place of @ExtendWith"
              .formatted(inner.getRequiredTestClass().getSimpleName()));
    }

    Sandbox sandbox() {
      return settings.shared()
          ? stored(
              context.getRoot(), new SharedKey(folder().toAbsolutePath().normalize(), region()))
          : stored(context, context.getUniqueId());
    }

    private Sandbox stored(ExtensionContext owner, Object key) {
      ExtensionContext.Store store = owner.getStore(NAMESPACE);
      synchronized (LOCK) {
        StoredSandbox known = store.get(key, StoredSandbox.class);
        if (known != null) {
          return known.sandbox();
        }
        Sandbox started = start();
        store.put(key, new StoredSandbox(started));
        return started;
      }
    }

    private Sandbox start() {
      try {
        return Sandbox.builder().region(region()).tables(tables()).start();
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw new ExtensionConfigurationException(
            "@ChirpSandbox of %s: %s".formatted(name(), e.getMessage()), e);
      }
    }

    private Path tables() {
      if (!settings.tables().equals(ChirpSandbox.TABLES) && !Files.isDirectory(folder())) {
        throw new IllegalArgumentException(
            "the table folder '%s' does not exist.\nTry: @ChirpSandbox(tables = \"%s\")"
                .formatted(settings.tables(), ChirpSandbox.TABLES));
      }
      return folder();
    }

    private Path folder() {
      return Path.of(settings.tables());
    }

    private String region() {
      return settings.region();
    }

    private String name() {
      return context.getRequiredTestClass().getSimpleName();
    }
  }

  /** Checks the settings before all tests, so that a mistake fails once and not with each test. */
  @Override
  public void beforeAll(ExtensionContext context) {
    Sandbox unused = AnnotatedTest.around(context).sandbox();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type.equals(Sandbox.class) || type.equals(URI.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> asking = parameter.getDeclaringExecutable().getDeclaringClass();
    Sandbox sandbox = AnnotatedTest.around(ofClass(asking, context)).sandbox();
    return parameter.getParameter().getType().equals(URI.class) ? sandbox.endpoint() : sandbox;
  }

  /**
   * The context of a class among those around a test, because a nested test also runs its outer
   * fixture.
   */
  private static ExtensionContext ofClass(Class<?> type, ExtensionContext inner) {
    Optional<ExtensionContext> context = Optional.of(inner);
    while (context.isPresent()) {
      ExtensionContext here = context.get();
      if (here.getTestClass().filter(type::isAssignableFrom).isPresent()) {
        return here;
      }
      context = here.getParent();
    }
    return inner;
  }
}
