package dev.chirp.runtime.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.runtime.LocalInvocationException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The {@code main} method of a function, except for the exit. */
final class LocalRun {

  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;
  private static final String SEPARATOR = "-----------------------------------";

  private final PrintStream out;
  private final PrintStream err;

  /** Writes UTF-8, because the output is JSON, whatever encoding the terminal declares. */
  LocalRun(PrintStream out, PrintStream err) {
    this.out = new PrintStream(out, true, UTF_8);
    this.err = new PrintStream(err, true, UTF_8);
  }

  /** Runs the function, and returns the exit status. */
  int run(Class<? extends RequestStreamHandler> function, String... args) {
    try {
      LocalInvoker invoker = LocalInvoker.of(function).withLog(err);
      LocalResult result = invoker.invoke(eventFile(function, invoker.functionName(), args));
      out.println(SEPARATOR);
      out.println(result.printed());
      return SUCCESS;
    } catch (LocalInvocationException e) {
      err.println(e.getMessage());
      Throwable cause = e.getCause();
      if (cause != null) {
        print(cause);
      }
      return FAILURE;
    } catch (Throwable e) { // the handler is the user's: any exception is a result
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
   * The working directory, or the project of the class if only that has event files: an IDE with
   * many open projects starts {@code main} in the folder above them.
   */
  private static Path baseDirectory(Class<?> function) {
    Path workingDirectory = Path.of("");
    if (Files.isDirectory(workingDirectory.resolve(EventFiles.FOLDER))) {
      return workingDirectory;
    }
    CodeSource classes = function.getProtectionDomain().getCodeSource();
    Path project = classes == null ? workingDirectory : project(classes, workingDirectory);
    return Files.isDirectory(project.resolve(EventFiles.FOLDER)) ? project : workingDirectory;
  }

  /** The project with these classes, by Maven's layout {@code <project>/target/classes}. */
  private static Path project(CodeSource classes, Path otherwise) {
    try {
      Path target = Path.of(classes.getLocation().toURI()).getParent();
      Path project = target == null || !target.endsWith("target") ? null : target.getParent();
      return project == null ? otherwise : project;
    } catch (URISyntaxException | IllegalArgumentException ignored) {
      // Classes outside of a folder do not belong to a project.
      return otherwise;
    }
  }

  private int failed(Class<?> function, Throwable failure) {
    err.print("Handler " + function.getName() + " failed: ");
    print(failure);
    return FAILURE;
  }

  private void print(Throwable failure) {
    cut(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    failure.printStackTrace(err);
  }

  /**
   * Cuts the stack traces at Chirp's call of the handler. The frames below say nothing about the
   * failure.
   */
  private static void cut(Throwable failure, Set<Throwable> done) {
    for (Throwable each = failure; each != null && done.add(each); each = each.getCause()) {
      StackTraceElement[] frames = each.getStackTrace();
      int users = 0;
      while (users < frames.length && !isOurs(frames[users])) {
        users++;
      }
      each.setStackTrace(Arrays.copyOf(frames, users));
      for (Throwable suppressed : each.getSuppressed()) {
        cut(suppressed, done);
      }
    }
  }

  private static boolean isOurs(StackTraceElement frame) {
    return frame.getClassName().equals(LocalInvoker.class.getName());
  }
}
