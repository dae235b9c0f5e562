package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.loop.HandlerLoader;
import dev.chirp.internal.project.FunctionScan;
import dev.chirp.internal.project.GivenSettings;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.project.SettingsLayer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Runs every shape of a handler three ways: locally, as a managed function under AWS's own runtime
 * client, and under chirp-loop, as a self-contained function.
 */
@EnabledOnOs(OS.LINUX) // where AWS's client runs
@Tag("slow")
class HandlerShapesTest {
  @TempDir private static Path folder;
  private static LambdaBox managed;
  private static LambdaBox selfContained;
  private static SdkBytes zip;

  @BeforeAll
  static void build() throws IOException {
    HandlerShape.compile(classes(), dependency());
    zip = zip();
    managed = new LambdaBox(folder.resolve("managed"));
    selfContained = new LambdaBox(folder.resolve("self-contained"), "Mac OS X");
  }

  @AfterAll
  static void stop() {
    managed.close();
    selfContained.close();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"REFUSED_.*", "LEFT_OUT_.*"},
      mode = EnumSource.Mode.MATCH_NONE)
  void responseIsTheSameEachWay(HandlerShape shape) {
    ProjectFunction function = functions(shape).get(shape.function(), "invoke");
    assertEquals(shape.handler(), function.handler());
    String local = locally(function, shape.event());
    assertEquals(
        List.of(shape.answer(), shape.answer(), shape.answer()),
        List.of(
            local,
            text(invoke(managed, shape, function.handler())),
            text(invoke(selfContained, shape, function.handler()))));
  }

  /** A self-contained zip contains the library only for such functions. */
  @ParameterizedTest
  @EnumSource(
      names = {"REFUSED_.*", "LEFT_OUT_.*"},
      mode = EnumSource.Mode.MATCH_NONE)
  void boundEventsNeedTheSerializationLibrary(HandlerShape shape) throws Exception {
    ProjectFunction function = functions(shape).get(shape.function(), "invoke");
    try (URLClassLoader loader =
        oneClassPath(libraries().filter(path -> !path.toString().contains("serialization")))) {
      if (function.kind().bindsEvents()) {
        InvocationTargetException thrown =
            assertThrows(InvocationTargetException.class, () -> load(function, loader));
        String message = String.valueOf(thrown.getCause());
        assertTrue(message.contains("cannot be bound, because a library is missing"), message);
      } else {
        assertEquals(shape.answer(), answer(load(function, loader), shape.event(), loader));
      }
    }
  }

  /**
   * In the sandbox, the loop has AWS's class loaders; a self-contained zip has a single class path.
   */
  @ParameterizedTest
  @EnumSource(
      names = {"REFUSED_.*", "LEFT_OUT_.*"},
      mode = EnumSource.Mode.MATCH_NONE)
  void responseIsTheSameOnASingleClassPath(HandlerShape shape) throws Exception {
    ProjectFunction function = functions(shape).get(shape.function(), "invoke");
    try (URLClassLoader loader = oneClassPath(libraries())) {
      assertEquals(shape.answer(), answer(load(function, loader), shape.event(), loader));
    }
  }

  private static URLClassLoader oneClassPath(Stream<Path> libraries) throws URISyntaxException {
    Stream<Path> own = Stream.of(classes(), dependency(), origin(HandlerLoader.class));
    URL[] urls = Stream.concat(own, libraries).map(HandlerShapesTest::url).toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static Object load(ProjectFunction function, ClassLoader loader)
      throws ReflectiveOperationException {
    return loader
        .loadClass(HandlerLoader.class.getName())
        .getMethod("load", String.class, ClassLoader.class)
        .invoke(null, function.handler(), loader);
  }

  private static String answer(Object handler, String event, ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> type = loader.loadClass(Context.class.getName());
    Object context =
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("getFunctionName") ? "shape" : null);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    loader
        .loadClass(RequestStreamHandler.class.getName())
        .getMethod("handleRequest", InputStream.class, OutputStream.class, type)
        .invoke(
            handler,
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            answer,
            context);
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** These handlers fail on Lambda with any handler string. */
  @ParameterizedTest
  @EnumSource(names = "REFUSED_.*", mode = EnumSource.Mode.MATCH_ALL)
  void handlerThatFailsOnLambdaIsRefused(HandlerShape shape) {
    ProjectFunctions functions = functions(shape);
    assertThrows(ChirpException.class, () -> functions.find(shape.function()));
    assertThrows(ChirpException.class, functions::complete);
    List<String> warnings = functions.warnings();
    assertTrue(
        warnings.stream().anyMatch(each -> each.contains(shape.className())), warnings::toString);
    for (String handler : List.of(shape.className(), shape.className() + "::handleRequest")) {
      assertNotNull(invoke(managed, shape, handler).functionError(), handler);
      assertNotNull(invoke(selfContained, shape, handler).functionError(), handler);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "LEFT_OUT_.*", mode = EnumSource.Mode.MATCH_ALL)
  void handlerThatLambdaCannotCreateIsSkipped(HandlerShape shape) {
    ProjectFunctions functions = functions(shape);
    assertThrows(ChirpException.class, () -> functions.get(shape.function(), "invoke"));
    assertFalse(
        functions.all().stream().anyMatch(each -> each.className().equals(shape.className())));
    assertNotNull(invoke(managed, shape, shape.className()).functionError());
    assertNotNull(invoke(selfContained, shape, shape.className()).functionError());
  }

  @Test
  void guideShowsThisMatrix() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "guide", "handlers.md"));
    for (HandlerShape shape : HandlerShape.values()) {
      assertTrue(lines.contains(shape.row()), shape::row);
    }
    assertEquals(
        HandlerShape.values().length + 2,
        lines.stream()
            .filter(line -> line.endsWith(" |") && line.split("\\|").length == 6)
            .count());
  }

  private static Path classes() {
    return folder.resolve("classes");
  }

  private static Path dependency() {
    return folder.resolve("dependency");
  }

  private static List<Path> classPath() {
    return Stream.concat(
            Stream.of(dependency()),
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of))
        .toList();
  }

  private static Path origin(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Stream<Path> libraries() {
    return classPath().stream()
        .filter(
            path ->
                path.getFileName()
                    .toString()
                    .matches("(aws-lambda-java-(core|events|serialization)|joda-time)-.*"));
  }

  private static ProjectFunctions functions(HandlerShape shape) {
    Map<String, String> handlers =
        shape.isOfThePom() ? Map.of(shape.function(), shape.handler()) : Map.of();
    GivenSettings given =
        new GivenSettings(
            SettingsLayer.ofEnvironment("POM", Map.of()),
            Optional.empty(),
            List.of(),
            handlers,
            Map.of(),
            folder);
    return new FunctionScan(classes(), classPath(), "chirp_", given).run();
  }

  private static String locally(ProjectFunction function, String event) {
    List<Path> classPath = Stream.concat(Stream.of(classes(), dependency()), libraries()).toList();
    return LocalRuns.answer(function, event, classPath, folder.resolve("run"));
  }

  private static InvokeResponse invoke(LambdaBox box, HandlerShape shape, String handler) {
    box.lambda()
        .createFunction(
            box.request("shape").handler(handler).code(code -> code.zipFile(zip)).build());
    box.pass(LambdaBox.PENDING);
    try {
      return box.lambda()
          .invoke(i -> i.functionName("shape").payload(SdkBytes.fromUtf8String(shape.event())));
    } finally {
      box.lambda().deleteFunction(d -> d.functionName("shape"));
    }
  }

  private static String text(InvokeResponse response) {
    return response.payload().asUtf8String();
  }

  private static SdkBytes zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, classes());
      zip.putNextEntry(new ZipEntry("lib/dependency.jar"));
      ByteArrayOutputStream jar = new ByteArrayOutputStream();
      try (ZipOutputStream dependency = new ZipOutputStream(jar)) {
        add(dependency, dependency());
      }
      zip.write(jar.toByteArray());
      for (Path library : libraries().toList()) {
        zip.putNextEntry(new ZipEntry("lib/" + library.getFileName()));
        zip.write(Files.readAllBytes(library));
      }
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  private static void add(ZipOutputStream zip, Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(root.relativize(file).toString()));
        zip.write(Files.readAllBytes(file));
      }
    }
  }
}
