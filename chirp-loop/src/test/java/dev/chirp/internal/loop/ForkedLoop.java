package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A main class in a JVM of its own, as Lambda starts it. */
final class ForkedLoop implements AutoCloseable {
  private static final String AWS_CLIENT =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final String NATIVE_CODE =
      "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

  private final Process process;
  private final Path stdout;
  private final Path stderr;

  private ForkedLoop(Process process, Path stdout, Path stderr) {
    this.process = process;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** {@link Main}, with a handler and JVM options. */
  static ForkedLoop main(Path directory, ScriptedApi api, String handler, String... options)
      throws IOException {
    return start(
        directory, currentJava(), options, Main.class.getName(), environment(api, handler));
  }

  static ForkedLoop main(
      Path directory, Path java, Map<String, String> environment, String... options)
      throws IOException {
    return start(directory, java, options, Main.class.getName(), environment);
  }

  static ForkedLoop training(
      Path directory, ScriptedApi api, List<String> options, String... arguments)
      throws IOException {
    return start(
        directory,
        currentJava(),
        options.toArray(String[]::new),
        Training.class.getName(),
        environment(api, ""),
        arguments);
  }

  /** AWS's own client, for the same. */
  static ForkedLoop awsClient(Path directory, Map<String, String> environment, String handler)
      throws IOException {
    String[] options = {NATIVE_CODE + nativeCode(directory)};
    return start(directory, currentJava(), options, AWS_CLIENT, environment, handler);
  }

  /** Unpacked here: the client itself unpacks it to one file in /tmp whenever it starts. */
  private static Path nativeCode(Path directory) throws IOException {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "/jni/libaws-lambda-jni.linux-" + processor + ".so";
    Path file = Files.createTempFile(directory, "native", ".so");
    try (InputStream in = ForkedLoop.class.getResourceAsStream(name)) {
      Files.write(file, Objects.requireNonNull(in, name).readAllBytes());
    }
    return file;
  }

  static Path currentJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  static Map<String, String> environment(ScriptedApi api, String handler) {
    return Map.of(
        Address.VARIABLE, api.address(), "_HANDLER", handler, "AWS_LAMBDA_FUNCTION_NAME", "told");
  }

  /** With nothing on its class path but the loop, Lambda's core library and the tests' handlers. */
  static ForkedLoop lean(
      Path directory,
      Path java,
      String[] options,
      Class<?> mainClass,
      Map<String, String> environment)
      throws Exception {
    List<String> path = new ArrayList<>();
    for (Class<?> type : List.of(RuntimeLoop.class, Context.class, ForkedLoop.class)) {
      path.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    String classPath = String.join(File.pathSeparator, path);
    return start(directory, java, classPath, options, mainClass.getName(), environment);
  }

  private static ForkedLoop start(
      Path directory,
      Path java,
      String[] options,
      String mainClass,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    return start(directory, java, absoluteClassPath(), options, mainClass, environment, arguments);
  }

  private static ForkedLoop start(
      Path directory,
      Path java,
      String classPath,
      String[] options,
      String mainClass,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    Path stdout = Files.createTempFile(directory, "stdout", ".txt");
    Path stderr = Files.createTempFile(directory, "stderr", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new ForkedLoop(builder.start(), stdout, stderr);
  }

  private static String absoluteClassPath() {
    List<String> path = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(part).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, path);
  }

  /** Waits for the end. */
  int status() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("The process does not end");
    }
    return process.exitValue();
  }

  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String stdout() throws IOException {
    return Files.readString(stdout, StandardCharsets.UTF_8);
  }

  String stderr() throws IOException {
    return Files.readString(stderr, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
