package dev.chirp.internal.remote;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.invoke.InvocationReport;
import dev.chirp.runtime.local.LocalResult;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotReadyException;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * Invokes a function on Lambda and waits for the response. An invocation that may have run is never
 * repeated.
 *
 * @param log receives the end of the function's log
 */
public record RemoteInvoker(Aws aws, PrintStream log, Progress progress) {
  /** The time to retry invocations that Lambda did not run yet. */
  private static final Duration RETRY_LIMIT = Duration.ofSeconds(60);

  /** The time beyond the function's own timeout, for the init phase and the network. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  /** Invokes the function. A failure has a message for the user. */
  public InvocationReport invoke(RemoteInvocation invocation) {
    DeployedFunction function = DeployedFunction.read(aws, invocation);
    function.check(invocation, progress);
    Instant start = aws.time().now();
    InvokeResponse response = response(invocation, function.timeout().plus(GRACE));
    Duration duration = Duration.between(start, aws.time().now());
    InvocationTail tail = InvocationTail.of(Optional.ofNullable(response.logResult()).orElse(""));
    tail.lines().forEach(log::println);
    log.flush();
    if (tail.cut()) {
      progress.say(
          "Only the end of the log is shown. For all of it: "
              + NextCommands.of(aws, invocation).of("logs", ""));
    }
    LocalResult result =
        Optional.ofNullable(response.functionError()).isPresent()
            ? failed(invocation, function, response, duration, tail)
            : result(response.payload().asByteArray(), false, duration, response);
    return new InvocationReport(
        result, tail.report().orElse("REPORT RequestId: " + result.requestId()));
  }

  private InvokeResponse response(RemoteInvocation invocation, Duration timeout) {
    LambdaClient client = aws.invoker(timeout);
    List<LambdaException> refusals = new ArrayList<>();
    return new BoundedWait(aws.time(), RETRY_LIMIT, BoundedWait.STEPS)
        .forAnswer(() -> onceIfSigned(client, invocation, timeout, refusals))
        .orElseThrow(() -> notReady(invocation, refusals));
  }

  private Optional<InvokeResponse> onceIfSigned(
      LambdaClient client,
      RemoteInvocation invocation,
      Duration timeout,
      List<LambdaException> refusals) {
    try {
      return once(client, invocation, timeout, refusals);
    } catch (ChirpException e) {
      if (!AwsRefusal.isWithoutCredentials(e)) {
        throw e;
      }
      throw ChirpException.execution(
              e.problem() + " The %s did not run.".formatted(invocation.described()), e)
          .withSuggestion(e.suggestion());
    }
  }

  /** Invokes the function once. Empty if Lambda said that it did not run the function yet. */
  private Optional<InvokeResponse> once(
      LambdaClient client,
      RemoteInvocation invocation,
      Duration timeout,
      List<LambdaException> refusals) {
    return aws.call(
        "lambda:InvokeFunction",
        invocation.described(),
        () -> {
          try {
            return Optional.of(send(client, invocation));
          } catch (TooManyRequestsException
              | ResourceConflictException
              | ResourceNotReadyException
              | SnapStartNotReadyException e) {
            refusals.add(e);
            if (refusals.size() == 1) {
              progress.say("Lambda cannot run it yet, waiting: " + reason(e));
            }
            return Optional.empty();
          } catch (SdkClientException e) {
            throw mayHaveRun(e) ? noResponse(invocation, timeout, e) : e;
          }
        });
  }

  private static InvokeResponse send(LambdaClient client, RemoteInvocation invocation) {
    return client.invoke(
        request -> {
          request.functionName(invocation.functionName());
          invocation.qualifier().ifPresent(request::qualifier);
          request.logType(LogType.TAIL);
          request.payload(SdkBytes.fromByteArray(invocation.event()));
        });
  }

  private static boolean mayHaveRun(SdkClientException e) {
    Throwable root = root(e);
    return !AwsRefusal.isUnsigned(e)
        && (e instanceof ApiCallTimeoutException
            || e instanceof ApiCallAttemptTimeoutException
            || (root instanceof IOException
                && !(root instanceof ConnectException)
                && !(root instanceof UnknownHostException)));
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private ChirpException noResponse(
      RemoteInvocation invocation, Duration timeout, SdkClientException e) {
    boolean late =
        e instanceof ApiCallTimeoutException
            || e instanceof ApiCallAttemptTimeoutException
            || root(e) instanceof SocketTimeoutException;
    return ChirpException.execution(
            "%s from %s%s. It may have run; it was not invoked again."
                .formatted(
                    late ? "No response came" : "The connection broke before a response came",
                    invocation.described(),
                    late ? " within " + timeout.toSeconds() + " s" : ""),
            e)
        .withSuggestion(NextCommands.of(aws, invocation).of("logs", ""));
  }

  private static ChirpException notReady(
      RemoteInvocation invocation, List<LambdaException> refusals) {
    return ChirpException.project(
        "Lambda did not run %s for %d s: %s"
            .formatted(
                invocation.described(),
                RETRY_LIMIT.toSeconds(),
                reason(refusals.get(refusals.size() - 1))));
  }

  private static String reason(LambdaException e) {
    return e.awsErrorDetails().errorMessage() + " (" + e.awsErrorDetails().errorCode() + ")";
  }

  private static LocalResult result(
      byte[] output, boolean functionError, Duration duration, InvokeResponse response) {
    String requestId = Optional.ofNullable(response.responseMetadata().requestId()).orElse("");
    return new LocalResult(output, functionError, duration, requestId);
  }

  /**
   * Returns an API error like any other response, as a local run does. Any other failure is thrown.
   */
  private LocalResult failed(
      RemoteInvocation invocation,
      DeployedFunction function,
      InvokeResponse response,
      Duration duration,
      InvocationTail tail) {
    FunctionFailure failure = FunctionFailure.of(response.payload().asByteArray());
    if (failure.isEnvelope()) {
      byte[] envelope = failure.message().getBytes(StandardCharsets.UTF_8);
      return result(envelope, true, duration, response);
    }
    tail.report().ifPresent(progress::say);
    if (failure.isTimeout()) {
      long seconds = function.timeout().toSeconds();
      throw ChirpException.project(
              "Function '%s' timed out after %d s and was stopped."
                  .formatted(invocation.name(), seconds))
          .withSuggestion(
              NextCommands.of(aws, invocation)
                  .of("deploy", " -Dchirp.timeout=" + Math.min(900, seconds * 3)));
    }
    throw ChirpException.project(
        "Handler %s failed: %s".formatted(function.className(), failure.text()));
  }
}
