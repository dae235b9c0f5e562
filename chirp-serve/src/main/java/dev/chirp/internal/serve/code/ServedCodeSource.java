package dev.chirp.internal.serve.code;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Provides the code that answers a request. Many threads call it at once. */
public interface ServedCodeSource {
  /**
   * Returns the code as it is now, or a compilation's errors. The server calls this once for each
   * request, after the whole request has arrived, so it may take the time that a compilation takes.
   *
   * @throws InterruptedException when the server stops
   */
  ServedCode current() throws InterruptedException;

  /**
   * Says that no process of this generation or an earlier one runs any more, so that its classes
   * can be deleted.
   */
  default void ended(long number) {}

  /** Has the next call of {@link #current} build everything again, whether it changed or not. */
  default void rebuild() {}

  /**
   * Returns the folder that the next build of a module's classes goes to, if that is known. It is
   * there, and empty until then.
   *
   * @param classes the folder of the module's newest classes
   */
  default Optional<Path> next(Path classes) {
    return Optional.empty();
  }

  /** A project that was compiled once and does not change. */
  record CompiledProject(ServedCode.Generation generation) implements ServedCodeSource {
    /** The first generation, with these functions. */
    public static CompiledProject of(List<ServedFunction> functions) {
      return of(functions, ServedCode.ApiSettings.NONE);
    }

    /** The first generation, with these functions and settings. */
    public static CompiledProject of(List<ServedFunction> functions, ServedCode.ApiSettings api) {
      return new CompiledProject(new ServedCode.Generation(1, functions, api));
    }

    @Override
    public ServedCode current() {
      return generation;
    }
  }
}
