package dev.chirp.frontend;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.iam.IamSettings;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.invoke.ForkedInvoker;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.loop.HandlerLoader;
import dev.chirp.internal.pack.Library;
import dev.chirp.internal.packaging.FunctionRun;
import dev.chirp.internal.packaging.ManagedPackage;
import dev.chirp.internal.packaging.PackageContents;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.project.FunctionScan;
import dev.chirp.internal.project.GivenSettings;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.rollout.AwsSession;
import dev.chirp.internal.rollout.DeployParameters;
import dev.chirp.internal.rollout.Deployment;
import dev.chirp.internal.rollout.RemoteRun;
import dev.chirp.internal.rollout.SetupIam;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.local.LocalResult;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.Sources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A complete front end: paths in, use cases called, no Maven. */
final class FrontEnd implements AutoCloseable {
  static final Ownership OWNER = new Ownership("com.acme:birds");
  static final String PREFIX = "chirp_";
  private static final List<Path> RUNTIME_INTERFACE_CLIENT =
      Sources.jarsNamed("(aws-lambda-java|utils-lite)-.*jar");

  private final RecordedProgress progress = new RecordedProgress();
  private final Path directory;
  private final Path classes;
  private final EventFiles events;
  private final List<Path> dependencies =
      Sources.jarsOf(ApiFunction.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class);
  private final SandboxServer sandbox;

  FrontEnd(Path directory) {
    this.directory = directory;
    this.classes = directory.resolve("target/classes");
    this.events = EventFiles.in(directory.resolve("src/test/event"));
    this.sandbox =
        SandboxServer.builder()
            .directory(directory.resolve("sandbox"))
            .runtimeInterfaceClient(() -> RUNTIME_INTERFACE_CLIENT)
            .start();
  }

  private ProjectFunctions functions() {
    return new FunctionScan(classes, dependencies, PREFIX, GivenSettings.none(directory)).run();
  }

  LocalResult invoke(String function) {
    List<Path> chirp = Sources.jarsOf(ForkedInvoker.class, Time.class, HandlerLoader.class);
    ClassPaths paths =
        new ClassPaths(
            Sources.jarsOf(Context.class, PojoSerializer.class),
            Stream.concat(Stream.of(classes), dependencies.stream()).toList(),
            Stream.concat(chirp.stream(), dependencies.stream()).toList());
    return new FunctionRun(
            functions().get(function, "invoke"),
            PREFIX + function,
            EventSource.of(events),
            paths,
            directory)
        .run(System.err)
        .result();
  }

  void setUpRole() {
    new SetupIam(IamSettings.defaults(PREFIX, OWNER), this::aws, progress).converge(false, false);
  }

  void deploy(DeployParameters parameters) {
    ProjectFunctions functions = functions();
    List<Library> libraries =
        dependencies.stream()
            .map(path -> new Library(jarName(path), path, path.toFile().isDirectory()))
            .toList();
    PackageContents contents =
        new PackageContents(
            directory.resolve("target/api.zip"), classes, libraries, functions, Set.of(), progress);
    ManagedPackage managed = ManagedPackage.of(contents, Optional.of("java17"), Optional.empty());
    try (AwsSession aws = aws()) {
      new Deployment(OWNER, PREFIX, managed, parameters, events, progress)
          .deploy(
              functions.complete(),
              () -> RUNTIME_INTERFACE_CLIENT,
              () -> aws,
              directory.resolve("reports"));
    }
  }

  LocalResult invokeRemotely(String function) {
    return new RemoteRun(function, PREFIX + function, Optional.empty(), System.err, progress)
        .of(EventSource.of(events), this::aws)
        .result();
  }

  AwsSession aws() {
    return AwsSession.ofSandbox(sandbox.address(), Optional.empty(), Optional.empty());
  }

  private static String jarName(Path path) {
    return path.toFile().isDirectory() ? "chirp-runtime.jar" : path.getFileName().toString();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
