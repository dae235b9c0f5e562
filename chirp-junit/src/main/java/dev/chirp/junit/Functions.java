package dev.chirp.junit;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.runtime.local.LocalInvoker;
import dev.chirp.runtime.local.LocalResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The functions of a project within one test. An instance is reused for further invocations in the
 * test, as on Lambda. Not safe for use by several threads at once.
 */
public final class Functions {

  private final EventFiles events;
  private final FunctionClasses classes;
  private final HeldFunctions held;
  private final IdentityHashMap<RequestStreamHandler, LocalInvoker> ofFields =
      new IdentityHashMap<>();
  private final Map<String, LocalInvoker> ofClasses = new HashMap<>();
  private final StringBuilder log = new StringBuilder();

  Functions(EventFiles events, FunctionClasses classes, HeldFunctions held) {
    this.events = events;
    this.classes = classes;
    this.held = held;
  }

  /**
   * Invokes a function with one of its event files.
   *
   * @param event {@code server_status} or {@code server_status/404}, as in {@link EventFile}
   * @return the result of the invocation
   * @throws dev.chirp.runtime.LocalInvocationException when there is no such file, or it is not
   *     JSON
   * @throws IllegalArgumentException when the project has no such function
   * @throws IllegalStateException when the test holds two of that name
   */
  public LocalResult invoke(String event) {
    Path file = file(event);
    return invoker(functionOf(event)).invoke(file);
  }

  /**
   * Invokes a function with an event that the test has written itself.
   *
   * @param function the name of the function, such as {@code server_status}
   * @param json the event
   * @return the result of the invocation
   * @throws dev.chirp.runtime.LocalInvocationException when it is not JSON
   * @throws IllegalArgumentException when the project has no such function
   * @throws IllegalStateException when the test holds two of that name
   */
  public LocalResult invoke(String function, String json) {
    return invoker(function).invoke(json);
  }

  /** {@return the log of the functions in this test} */
  public String log() {
    return log.toString();
  }

  Path file(String event) {
    String function = functionOf(event);
    return function.equals(event)
        ? events.resolve(function)
        : events.resolve(function, event.substring(function.length() + 1));
  }

  private static String functionOf(String event) {
    int slash = event.indexOf('/');
    return slash < 0 ? event : event.substring(0, slash);
  }

  /**
   * Reads the fields each time, because a test may assign them later, for example in
   * {@code @BeforeEach}.
   */
  private LocalInvoker invoker(String function) {
    return held.find(function, handler -> ofField(handler).functionName().equals(function))
        .map(this::ofField)
        .orElseGet(
            () ->
                ofClasses.computeIfAbsent(
                    function, name -> LocalInvoker.of(classes.named(name)).withLog(log)));
  }

  private LocalInvoker ofField(RequestStreamHandler handler) {
    return ofFields.computeIfAbsent(handler, of -> LocalInvoker.of(of).withLog(log));
  }
}
