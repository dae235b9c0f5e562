package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.gateway.FunctionInvoker;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.sandbox.lambda.ResourcePolicy.Caller;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Invocations by other services, such as API Gateway, as far as the functions' resource policies
 * allow them.
 */
public final class ServiceInvocations {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):(\\d{12}):function:([a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?)");

  /** The time limit for invocations to end. */
  private static final Duration END = Duration.ofSeconds(10);

  private static final FunctionInvoker.Outcome STOPPING =
      new FunctionInvoker.Outcome.Failed("The sandbox is stopping.");

  private final Set<RequestIds> running = new HashSet<>();
  private volatile boolean stops;
  private final FunctionStore functions;
  private final Lock lock;
  private final FunctionRunner runs;
  private final Function<LambdaRequest, InvocationTarget> targets;

  /**
   * Invocations of stored functions.
   *
   * @param lock Lambda's
   * @param targets resolves the version to run
   */
  ServiceInvocations(
      FunctionStore functions,
      Lock lock,
      FunctionRunner runs,
      Function<LambdaRequest, InvocationTarget> targets) {
    this.functions = functions;
    this.lock = lock;
    this.runs = runs;
    this.targets = targets;
  }

  /** True if a text is the ARN of a function, version or alias. */
  public static boolean isFunctionArn(String arn) {
    return ARN.matcher(arn).matches();
  }

  /**
   * An invoker of the function that API Gateway calls for one of its resources. The policy is
   * checked at each invocation.
   *
   * @param address the sandbox's
   * @param functionArn with a qualifier or without
   * @param sourceArn the resource: a route of a stage, or an authorizer
   * @param sourceAccount the API's
   */
  public FunctionInvoker forApi(
      SandboxAddress address, String functionArn, String sourceArn, String sourceAccount) {
    Matcher arn = ARN.matcher(functionArn);
    if (!arn.matches()) {
      throw new IllegalArgumentException("Not a function's ARN: " + functionArn);
    }
    Scope scope = new Scope(arn.group(2), arn.group(1));
    Caller caller = new Caller("apigateway.amazonaws.com", sourceArn, sourceAccount);
    FunctionInvoker invoker = new GatewayInvoker(scope, arn.group(3), address, runs, targets);
    return (event, ids) ->
        isRefused(scope, QualifiedName.parse(functionArn, scope), caller)
            ? new FunctionInvoker.Outcome.Failed(
                "The resource policy of function '%s' does not allow %s to invoke it for '%s'."
                    .formatted(arn.group(3), caller.principal(), sourceArn))
            : counted(invoker, event, new RequestIds(UUID.randomUUID().toString(), ids.traceId()));
  }

  /** Invokes, so that {@link #awaitEnd} waits for it: its client may have left. */
  private FunctionInvoker.Outcome counted(FunctionInvoker invoker, String event, RequestIds ids)
      throws InterruptedException {
    synchronized (running) {
      if (stops) {
        return STOPPING;
      }
      running.add(ids);
    }
    try {
      return invoker.invoke(event, ids);
    } catch (RuntimeException e) {
      if (stops) {
        return STOPPING; // its process was ended
      }
      throw e;
    } finally {
      synchronized (running) {
        running.remove(ids);
        running.notifyAll();
      }
    }
  }

  /** Begins no more invocations for services. */
  void stop() {
    synchronized (running) {
      stops = true;
    }
  }

  /** Waits, up to a limit, for the invocations to end after their processes were ended. */
  void awaitEnd() {
    long limit = System.nanoTime() + END.toNanos();
    synchronized (running) {
      try {
        for (long left = END.toMillis();
            !running.isEmpty() && left > 0;
            left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime())) {
          running.wait(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** True if the function exists, and its policy does not allow the call. */
  private boolean isRefused(Scope scope, QualifiedName name, Caller caller) {
    lock.lock();
    try {
      return functions
          .find(scope, name.name())
          .filter(
              function ->
                  !new ResourcePolicy(function.policies().path(name.qualifier())).allows(caller))
          .isPresent();
    } finally {
      lock.unlock();
    }
  }

  /** An invoker of the function of a URL, whose own access rules are checked before. */
  FunctionInvoker forUrl(SandboxAddress address, FunctionUrlOwner owner) {
    return new GatewayInvoker(owner.scope(), owner.qualifiedName(), address, runs, targets);
  }

  /** The current configuration and policy of a function URL, if it exists. */
  Optional<FunctionUrlHandler.Url> url(FunctionUrlOwner owner) {
    lock.lock();
    try {
      return functions
          .find(owner.scope(), owner.name())
          .filter(function -> function.urls().has(owner.key()))
          .map(
              function ->
                  new FunctionUrlHandler.Url(
                      function.urls().get(owner.key()).deepCopy(),
                      function.policies().path(owner.qualifier()).deepCopy()));
    } finally {
      lock.unlock();
    }
  }
}
