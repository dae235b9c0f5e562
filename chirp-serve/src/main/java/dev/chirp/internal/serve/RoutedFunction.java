package dev.chirp.internal.serve;

import dev.chirp.internal.gateway.FunctionInvoker;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.internal.serve.page.RequestLog;
import dev.chirp.internal.serve.page.RequestRecord;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Invokes the function behind a route, or of an authorizer.
 *
 * @param requests where the request has its record; empty for an authorizer
 */
record RoutedFunction(
    ServedFunction function,
    long generation,
    LocalFunctions functions,
    Optional<RequestLog> requests)
    implements FunctionInvoker {
  @Override
  public Outcome invoke(String event, RequestIds ids) {
    String requestId = UUID.randomUUID().toString();
    String name = function.function().name();
    Optional<RequestRecord> record = requests.flatMap(log -> log.find(ids.requestId()));
    record.ifPresent(each -> each.invoked(name, event));
    FunctionConsole console = functions.console(function, requestId, record);
    try {
      return functions
          .invoke(function, generation, requestId, event, console)
          .<Outcome>map(
              result ->
                  result.failed()
                      ? new Outcome.Failed(FailureReason.of(name, requestId, result))
                      : new Outcome.Returned(result.payload()))
          .orElseGet(this::throttled);
    } catch (UncheckedIOException e) {
      return new Outcome.Failed(FailureReason.notStarted(name, e));
    }
  }

  /** As long as the API's, which is longer with a debugger. */
  @Override
  public Duration timeout() {
    return functions.clientTimeout();
  }

  private Outcome throttled() {
    functions.warnOfLimit(function);
    return new Outcome.Throttled();
  }
}
