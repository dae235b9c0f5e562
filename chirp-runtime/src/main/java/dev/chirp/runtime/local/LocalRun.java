package dev.chirp.runtime.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A function's {@code main}, short of the exit. */
final class LocalRun {

  private static final Set<String> OURS =
      Set.of(LocalInvoker.class.getName(), Handlers.class.getName());

  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;

  private final PrintStream out;
  private final PrintStream err;

  LocalRun(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Returns the exit status. */
  int run(Class<? extends RequestStreamHandler> function, String... args) {
    try {
      LocalInvoker invoker = LocalInvoker.of(function);
      LocalResult result = invoker.invoke(eventFile(function, invoker.functionName(), args));
      out.println(LocalResult.SEPARATOR);
      out.println(result.printed());
      return SUCCESS;
    } catch (LocalInvocationException e) {
      err.println(e.getMessage());
      Optional.ofNullable(e.getCause())
          .ifPresent(cause -> withUserFrames(cause).printStackTrace(err));
      return FAILURE;
    } catch (UncheckedIOException e) {
      return failed(function, Objects.requireNonNullElse(e.getCause(), e));
    } catch (RuntimeException | Error e) {
      return failed(function, e);
    }
  }

  private static Path eventFile(Class<?> function, String name, String... args) {
    if (args.length > 1) {
      throw new LocalInvocationException(
          "One event at a time, not " + args.length + ": " + String.join(" ", args) + ".",
          "mvn chirp:invoke -Dfunction=" + name + " -Devent=" + args[0]);
    }
    EventFiles events = EventFiles.ofProject(baseDirectory(function));
    if (args.length == 0) {
      return events.resolve(name);
    }
    return args[0].endsWith(".json") ? Path.of(args[0]) : events.resolve(name, args[0]);
  }

  /**
   * The working directory, or the class's own project when the events are only there: an IDE that
   * has many projects open starts a {@code main} in the folder above them.
   */
  private static Path baseDirectory(Class<?> function) {
    Path workingDirectory = Path.of("");
    if (Files.isDirectory(workingDirectory.resolve(EventFiles.FOLDER))) {
      return workingDirectory;
    }
    return Optional.ofNullable(function.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .flatMap(LocalRun::project)
        .filter(project -> Files.isDirectory(project.resolve(EventFiles.FOLDER)))
        .orElse(workingDirectory);
  }

  /** The project that has these classes, by Maven's layout {@code <project>/target/classes}. */
  private static Optional<Path> project(URL classes) {
    try {
      return Optional.of(Path.of(classes.toURI()))
          .map(Path::getParent)
          .filter(target -> target.endsWith("target"))
          .map(Path::getParent);
    } catch (URISyntaxException | IllegalArgumentException ignored) {
      // Classes that are in no folder are in no project either.
      return Optional.empty();
    }
  }

  private int failed(Class<?> function, Throwable failure) {
    err.print("Handler " + function.getName() + " failed: ");
    withUserFrames(failure).printStackTrace(err);
    return FAILURE;
  }

  /** Cuts the stacks where Chirp called the handler: the rest says nothing about the failure. */
  private static Throwable withUserFrames(Throwable failure) {
    Set<Throwable> cut = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable each = failure; each != null && cut.add(each); each = each.getCause()) {
      each.setStackTrace(
          Arrays.stream(each.getStackTrace())
              .takeWhile(frame -> !OURS.contains(frame.getClassName()))
              .toArray(StackTraceElement[]::new));
    }
    return failure;
  }
}
