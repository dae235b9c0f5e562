package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chirp.runtime.ApiFunction;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The starter project's server_status in a JVM of its own, asked once.
 *
 * @param folder for the output
 * @param classPath jars only, as Lambda has them
 */
record StartedFunction(Path folder, List<Path> classPath) {
  private static final Path ARCHETYPE =
      Path.of("..", "chirp-archetype", "src", "main", "resources", "archetype-resources", "src");

  private static final String EVENT = "test/event/server_status.json";
  private static final String HANDLER = "com.acme.api.ServerStatus";

  /** Does nothing. */
  static final class Nothing {
    private Nothing() {}

    public static void main(String[] args) {
      System.out.println("nothing");
    }
  }

  static StartedFunction ofTheArchetype(Path folder) throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(folder.resolve("function.jar"));
    for (Class<?> type : List.of(Main.class, ApiFunction.class, Context.class, JsonFactory.class)) {
      classPath.add(jar(folder, type));
    }
    Path sources = Files.createDirectories(folder.resolve("com/acme/api"));
    Path source = sources.resolve("ServerStatus.java");
    String text = Files.readString(ARCHETYPE.resolve("main/java/api/ServerStatus.java"));
    Files.writeString(source, text.replace("${package}", "com.acme"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertEquals(0, status, "The archetype's server_status does not compile");
    write(classPath.get(0), classes);
    return new StartedFunction(folder, List.copyOf(classPath));
  }

  /** The JDKs on this machine that are chosen, for a test that has ceilings for these releases. */
  static Stream<Path> jdks(Set<Integer> releases) throws IOException {
    Path current = Path.of(System.getProperty("java.home")).toRealPath();
    Map<Path, Integer> found = new LinkedHashMap<>();
    found.put(current, Runtime.version().feature());
    try (Stream<Path> beside = Files.list(current.resolveSibling(""))) {
      for (Path home : (Iterable<Path>) beside.sorted()::iterator) {
        if (Files.isExecutable(home.resolve("bin/java")) && !Files.isSymbolicLink(home)) {
          found.putIfAbsent(home, release(home));
        }
      }
    }
    return chosen(found, releases).stream();
  }

  /**
   * The JDKs of the given releases; without a match, the first JDK, so that each machine that can
   * build Chirp has one.
   *
   * @param found releases by home
   */
  static List<Path> chosen(Map<Path, Integer> found, Set<Integer> releases) {
    List<Path> known =
        found.entrySet().stream()
            .filter(jdk -> releases.contains(jdk.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return known.isEmpty() ? found.keySet().stream().limit(1).toList() : known;
  }

  static int release(Path jdk) throws IOException {
    Path file = jdk.resolve("release");
    if (!Files.isRegularFile(file)) {
      return 0;
    }
    Properties properties = new Properties();
    properties.load(Files.newBufferedReader(file));
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  /** The names of the classes that a program without work loads. */
  Set<String> loadedByNothing(Path jdk) throws Exception {
    Path log = folder.resolve("nothing.txt");
    Process process =
        process(jdk, log, List.of(jar(folder, Nothing.class)), Nothing.class.getName()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    return new HashSet<>(names(log));
  }

  /** The names of all classes that are loaded until the first answer is there. */
  List<String> loaded(Path jdk) throws Exception {
    Path log = folder.resolve("loaded.txt");
    CompletableFuture<String> answer = new CompletableFuture<>();
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", exchange -> serve(exchange, answer));
    api.start();
    ProcessBuilder builder = process(jdk, log, classPath, Main.class.getName());
    builder.environment().put("_HANDLER", HANDLER);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
    Process process = builder.start();
    try {
      String text = answer.get(60, TimeUnit.SECONDS);
      assertTrue(text.startsWith("{\"data\": {\"status\": \"ok\""), text);
    } finally {
      process.destroyForcibly().waitFor();
      api.stop(0);
    }
    return names(log);
  }

  /** The event at the first poll; a second one is not answered before the process is ended. */
  private static void serve(HttpExchange exchange, CompletableFuture<String> answer)
      throws IOException {
    byte[] reply = new byte[0];
    if (exchange.getRequestURI().getPath().endsWith("/next")) {
      reply = Files.readAllBytes(ARCHETYPE.resolve(EVENT));
      exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "1");
      exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", "9999999999999");
    } else {
      answer.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      return;
    }
    exchange.sendResponseHeaders(200, reply.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(reply);
    }
  }

  private ProcessBuilder process(Path jdk, Path log, List<Path> classPath, String main) {
    ProcessBuilder builder =
        new ProcessBuilder(
                jdk.resolve("bin/java").toString(),
                "-Xshare:off",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + log,
                "-cp",
                String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()),
                main)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    builder.environment().clear();
    return builder;
  }

  private static List<String> names(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" source: "))
          .map(line -> line.substring(line.lastIndexOf("] ") + 2, line.indexOf(" source: ")))
          .toList();
    }
  }

  /** The jar that has this class, or one of the folder that has it. */
  private static Path jar(Path folder, Class<?> type) throws IOException {
    try {
      Path origin = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isDirectory(origin)) {
        return origin;
      }
      Path jar = folder.resolve(type.getSimpleName() + ".jar");
      write(jar, origin);
      return jar;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path jar, Path classes) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes).filter(Files::isRegularFile)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        out.putNextEntry(
            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }
}
