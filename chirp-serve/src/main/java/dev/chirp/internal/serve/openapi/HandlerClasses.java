package dev.chirp.internal.serve.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.chirp.internal.loop.HandlerLoader;
import dev.chirp.internal.project.HandlerCode;
import dev.chirp.internal.project.ProjectFunction;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The classes of functions that share a class path. They are loaded to read their types, with
 * Jackson's annotations, but not initialized. The only code of the project that runs is a naming
 * strategy of its own, which {@code @JsonNaming} names.
 */
final class HandlerClasses implements AutoCloseable {
  private static final String REQUEST = "dev.chirp.runtime.ApiRequest";
  private static final String HANDLER = "com.amazonaws.services.lambda.runtime.RequestHandler";
  private static final Set<Class<?>> VOID = Set.of(void.class, Void.class);

  private final URLClassLoader loader;
  private final ObjectMapper mapper;

  HandlerClasses(List<Path> classPath) {
    this.loader =
        new URLClassLoader(
            classPath.stream().map(HandlerClasses::url).toArray(URL[]::new),
            HandlerClasses.class.getClassLoader());
    // With a cache of its own: the shared one would keep the classes.
    this.mapper =
        JsonMapper.builder()
            .typeFactory(TypeFactory.createDefaultInstance().withClassLoader(loader))
            .build();
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Knows which properties the JSON of these classes has. */
  ObjectMapper mapper() {
    return mapper;
  }

  /** The facts that the code of a function states. */
  HandlerCode code(ProjectFunction function) {
    String file = function.className().replace('.', '/') + ".class";
    try (InputStream in = loader.getResourceAsStream(file)) {
      if (in == null) {
        throw new FileNotFoundException(file);
      }
      return HandlerCode.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The type of the request's body, if the function binds it to a class. */
  Optional<JavaType> body(HandlerCode code) throws ClassNotFoundException {
    if (code.body().isEmpty()) {
      return Optional.empty();
    }
    JavaType type = mapper.constructType(load(code.body().get()));
    return Optional.of(
        code.isBodyList()
            ? mapper.getTypeFactory().constructCollectionType(List.class, type)
            : type);
  }

  /** The type that the function returns. Empty if its class does not say more than Object. */
  Optional<JavaType> result(ProjectFunction function) throws ClassNotFoundException {
    JavaType handler = mapper.constructType(load(function.className()));
    Optional<JavaType> result =
        switch (function.kind()) {
          case API_FUNCTION -> returned(handler, "handle", true);
          case REQUEST_HANDLER ->
              Arrays.stream(mapper.getTypeFactory().findTypeParameters(handler, load(HANDLER)))
                  .skip(1)
                  .findFirst();
          case METHOD -> returned(handler, HandlerLoader.methodName(function.handler()), false);
          case REQUEST_STREAM_HANDLER, STREAM_METHOD -> Optional.empty();
        };
    return result
        .filter(type -> !type.isJavaLangObject())
        .filter(type -> !VOID.contains(type.getRawClass()));
  }

  private Optional<JavaType> returned(JavaType handler, String name, boolean takesRequest) {
    for (JavaType type = handler; type != null; type = type.getSuperClass()) {
      JavaType owner = type;
      Optional<Method> method =
          Arrays.stream(type.getRawClass().getDeclaredMethods())
              .filter(each -> each.getName().equals(name) && !each.isBridge())
              .filter(each -> !takesRequest || takesRequest(each))
              .findFirst();
      if (method.isPresent()) {
        return method.map(
            each ->
                mapper
                    .getTypeFactory()
                    .resolveMemberType(each.getGenericReturnType(), owner.getBindings()));
      }
    }
    return Optional.empty();
  }

  private static boolean takesRequest(Method method) {
    return method.getParameterCount() == 1
        && method.getParameterTypes()[0].getName().equals(REQUEST);
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, false, loader);
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
