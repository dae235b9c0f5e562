package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.HttpApi.RequestReport;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.page.RequestLog;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Follows the code from one generation to the next. Thread-safe. */
final class Generations {
  private final RouteAuthorizations authorizations;
  private final LocalFunctions functions;
  private final RequestLog requests;
  private final RequestReport report;
  private final AwsDifferences differences;
  private final Consumer<RouteList> changedRoutes;
  private final LongConsumer ended;
  private ServedState current = new ServedState(0, Optional.empty(), "");
  private Optional<RouteList> listed = Optional.empty();
  private ServedCode.Generation lastGood;

  /**
   * Begins before the first request.
   *
   * @param first the code that the server starts with
   * @param changedRoutes receives the routes of a generation that differ from those before
   * @param ended receives the newest generation that has ended, together with all before it
   */
  Generations(
      ServedCode.Generation first,
      RouteAuthorizations authorizations,
      RequestLog requests,
      RequestReport report,
      Progress console,
      Consumer<RouteList> changedRoutes,
      LongConsumer ended) {
    this.lastGood = first;
    this.authorizations = authorizations;
    this.functions = authorizations.functions();
    this.requests = requests;
    this.report = report;
    this.differences = new AwsDifferences(console::warn);
    this.changedRoutes = changedRoutes;
    this.ended = ended;
  }

  /** The CORS settings of the newest code that could be served. */
  synchronized CorsSettings cors() {
    return lastGood.api().cors();
  }

  /** The newest code that could be served. */
  synchronized ServedCode.Generation lastGood() {
    return lastGood;
  }

  /** The number of the newest code. */
  synchronized long number() {
    return current.number();
  }

  /** The state that answers a request for this code. A newer state that came meanwhile wins. */
  synchronized Use of(ServedCode code) {
    if (code.number() > current.number()) {
      current = enter(code);
      ended.accept(functions.oldest(current.number()) - 1);
    }
    return new Use(current, functions.lease(current.number()));
  }

  /** A request's use of the code: its classes stay until it is closed. */
  record Use(ServedState state, GenerationLeases.Lease lease) implements AutoCloseable {
    @Override
    public void close() {
      lease.close();
    }
  }

  private ServedState enter(ServedCode code) {
    if (code instanceof ServedCode.Generation generation) {
      functions.keepOnly(generation.number());
      try {
        ServedGeneration served =
            ServedGeneration.of(generation, authorizations, requests, differences, report);
        lastGood = generation;
        announce(served.list());
        return new ServedState(code.number(), Optional.of(served), "");
      } catch (ChirpException e) {
        return new ServedState(code.number(), Optional.empty(), String.valueOf(e.getMessage()));
      }
    }
    return new ServedState(
        code.number(), Optional.empty(), ((ServedCode.CompileErrors) code).errors());
  }

  private void announce(RouteList list) {
    boolean isNew = listed.map(before -> !before.hasRoutesOf(list)).orElse(false);
    listed = Optional.of(list);
    if (isNew) {
      changedRoutes.accept(list);
    }
  }

  /**
   * The code that answers a request, or the errors that it cannot run with.
   *
   * @param number of the code
   * @param errors for people; empty with a generation
   */
  record ServedState(long number, Optional<ServedGeneration> generation, String errors) {
    /** The generation's code, or the errors. */
    ServedCode code() {
      return generation
          .<ServedCode>map(ServedGeneration::code)
          .orElseGet(() -> new ServedCode.CompileErrors(number, errors));
    }
  }
}
